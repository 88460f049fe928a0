using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.References;

/// <summary>A virus.</summary>
public sealed record Otu : Document
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The name in lower case; unique within the reference.</summary>
    public required string LowerName { get; init; }

    /// <summary>Short name; may be empty.</summary>
    public string Abbreviation { get; init; } = "";

    /// <summary>The reference it belongs to.</summary>
    public required Link Reference { get; init; }

    /// <summary>Its isolates, the default one marked.</summary>
    public IReadOnlyList<Isolate> Isolates { get; init; } = [];

    /// <summary>Its segments, in order; none for a genome of one piece.</summary>
    public IReadOnlyList<Segment> Schema { get; init; } = [];

    /// <summary>Counts its edits, from 0.</summary>
    public int Version { get; init; }

    /// <summary>It is complete enough to be built into an index.</summary>
    public bool Verified { get; init; }

    /// <summary>Its number in NCBI's taxonomy; null: not given.</summary>
    public int? TaxonId { get; init; }

    /// <summary>Its name in NCBI's taxonomy; may be empty.</summary>
    public string TaxonName { get; init; } = "";

    /// <summary>Its id where it came from; null: it was made here.</summary>
    public string? RemoteId { get; init; }

    /// <summary>When it came into the reference.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name, abbreviation and accessions, folded: what lists are searched by.</summary>
    public string Search { get; init; } = "";
}
