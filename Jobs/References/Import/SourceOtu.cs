using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>A virus as a file gives it.</summary>
public sealed record SourceOtu
{
    /// <summary>Where it stands: <c>otus[3]</c>, or <c>line 17</c>.</summary>
    public required string Place { get; init; }

    /// <summary>Its id there; null: it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Its name, without blanks around it; empty where it is missing.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its short name; may be empty.</summary>
    public string Abbreviation { get; init; } = "";

    /// <summary>Its number in NCBI's taxonomy; null: not given.</summary>
    public int? TaxonId { get; init; }

    /// <summary>Its name there; may be empty.</summary>
    public string TaxonName { get; init; } = "";

    /// <summary>Its segments, in order.</summary>
    public IReadOnlyList<Segment> Schema { get; init; } = [];

    /// <summary>Its isolates, in order.</summary>
    public IReadOnlyList<SourceIsolate> Isolates { get; init; } = [];

    /// <summary>What people call it: its name, or where it stands.</summary>
    public string Called => Name.Length > 0 ? Name : Id ?? Place;
}
