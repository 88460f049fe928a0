using Virtool.Data.Documents;

namespace Virtool.Domain.Analyses.Contigs;

/// <summary>The contigs of a NuVs analysis; its id is the analysis's, and who may see the analysis may see it.</summary>
public sealed record NuvsResult : Document
{
    /// <summary>Assembled contigs with at least one open reading frame, in the order of the assembly.</summary>
    public IReadOnlyList<Contig> Contigs { get; init; } = [];

    /// <summary>How many reads each step left.</summary>
    public NuvsCounts Counts { get; init; } = new();

    /// <summary>Why there are no contigs: a sentence; null where there are some.</summary>
    public string? Note { get; init; }

    /// <summary>It is too large for a document: the file <see cref="ContigFiles.Result"/> of the analysis's folder has it, and the list here is empty.</summary>
    public bool InFile { get; init; }
}
