namespace Virtool.Domain.Analyses.Contigs;

/// <summary>What is kept in the folder of a NuVs analysis.</summary>
public static class ContigFiles
{
    /// <summary>The result, where it is too large for a document: a <see cref="NuvsResult"/> as JSON, packed with gzip.</summary>
    public const string Result = "contigs.json.gz";

    /// <summary>Every contig of the assembly, packed with gzip.</summary>
    public const string Assembly = "assembly.fa.gz";

    /// <summary>The proteins of the open reading frames, packed with gzip.</summary>
    public const string Orfs = "orfs.fa.gz";

    /// <summary>HMMER's table of hits.</summary>
    public const string Hits = "hmm.tsv";

    /// <summary>The depth of each contig by its <see cref="Contig.Name"/>, in the format of <see cref="AnalysisFiles.Depth"/>.</summary>
    public const string Depth = AnalysisFiles.Depth;
}
