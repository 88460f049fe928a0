namespace Virtool.Bio.GenBank;

/// <summary>A record of a GenBank flat file, with what a reference keeps of it. Texts that are not there are empty.</summary>
/// <param name="Accession">The first word behind ACCESSION: <c>NC_010319</c>.</param>
/// <param name="Version">The first word behind VERSION: <c>NC_010319.1</c>.</param>
/// <param name="Definition">DEFINITION of all its lines, without the full stop that ends it.</param>
/// <param name="Organism">The virus: <c>/organism</c> of the source, otherwise the first line of ORGANISM.</param>
/// <param name="Nucleotides">The letters of ORIGIN, upper case; as many as LOCUS says.</param>
/// <param name="Line">The line of its LOCUS, from 1.</param>
public sealed record GenBankRecord(string Accession, string Version, string Definition, string Organism, string Nucleotides, long Line)
{
    /// <summary><c>/host</c> of the source.</summary>
    public string Host { get; init; } = "";

    /// <summary><c>/isolate</c> of the source.</summary>
    public string Isolate { get; init; } = "";

    /// <summary><c>/strain</c> of the source.</summary>
    public string Strain { get; init; } = "";

    /// <summary><c>/clone</c> of the source.</summary>
    public string CloneName { get; init; } = "";

    /// <summary><c>/segment</c> of the source.</summary>
    public string Segment { get; init; } = "";

    /// <summary>The molecule by LOCUS: <c>ss-RNA</c>, <c>DNA</c>, …</summary>
    public string Molecule { get; init; } = "";

    /// <summary>Its number in NCBI's taxonomy, from <c>/db_xref="taxon:…"</c>; null: none is given.</summary>
    public int? TaxonId { get; init; }

    /// <summary>The accession with its version where it has one.</summary>
    public string AccessionVersion => Version.Length > 0 ? Version : Accession;
}
