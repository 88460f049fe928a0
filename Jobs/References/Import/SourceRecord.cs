namespace Virtool.Jobs.References.Import;

/// <summary>A record of a FASTA or GenBank file: one sequence, and what it says of its virus and isolate.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Otu">The name of the virus; empty where it is missing.</param>
/// <param name="Sequence">The sequence, with all of its letters.</param>
public sealed record SourceRecord(long Line, string Otu, SourceSequence Sequence)
{
    /// <summary>The short name of the virus; may be empty.</summary>
    public string Abbreviation { get; init; } = "";

    /// <summary>The number of the virus in NCBI's taxonomy; null: not given.</summary>
    public int? TaxonId { get; init; }

    /// <summary>The isolate's type and name; null: the record does not say of which isolate it is.</summary>
    public (string Type, string Name)? Isolate { get; init; }

    /// <summary>The whole header, of FASTA; empty: it has none.</summary>
    public string Header { get; init; } = "";

    /// <summary>The molecule of its segment, as schemas have it; may be empty.</summary>
    public string Molecule { get; init; } = "";
}
