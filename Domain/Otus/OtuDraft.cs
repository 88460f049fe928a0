using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>A virus that is to be added.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Abbreviation">Its short name; may be empty.</param>
/// <param name="Isolates">Its isolates; the first is the default one.</param>
public sealed record OtuDraft(string Name, string Abbreviation, IReadOnlyList<IsolateDraft> Isolates)
{
    /// <summary>Its segments, in order.</summary>
    public IReadOnlyList<Segment> Schema { get; init; } = [];

    /// <summary>Its number in NCBI's taxonomy; null: not given.</summary>
    public int? TaxonId { get; init; }

    /// <summary>Its name there; may be empty.</summary>
    public string TaxonName { get; init; } = "";
}
