using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>What of a virus itself is to be changed; null: stays as it is.</summary>
public sealed record OtuEdit
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its short name; empty: none.</summary>
    public string? Abbreviation { get; init; }

    /// <summary>Its segments, in order.</summary>
    public IReadOnlyList<Segment>? Schema { get; init; }

    /// <summary>Segments that are called otherwise now, by their former name: their sequences follow. One that is gone and not in here is taken from its sequences.</summary>
    public IReadOnlyDictionary<string, string> RenamedSegments { get; init; } = new Dictionary<string, string>();

    /// <summary>Its number in NCBI's taxonomy; 0: none any more.</summary>
    public int? TaxonId { get; init; }

    /// <summary>Its name there; empty: none.</summary>
    public string? TaxonName { get; init; }
}
