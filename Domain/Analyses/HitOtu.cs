namespace Virtool.Domain.Analyses;

/// <summary>A virus of a result, as it was in the index.</summary>
/// <param name="Id">The OTU's id.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Abbreviation">Its short name then.</param>
/// <param name="Version">Its version in the index.</param>
/// <param name="Isolates">Its isolates with at least one hit.</param>
public sealed record HitOtu(string Id, string Name, string Abbreviation, int Version, IReadOnlyList<HitIsolate> Isolates)
{
    /// <summary>The names of its segments, in order; none for a genome of one piece.</summary>
    public IReadOnlyList<string> Schema { get; init; } = [];
}
