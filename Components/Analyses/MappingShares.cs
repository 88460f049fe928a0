using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>What became of a library's reads.</summary>
/// <param name="Reads">Of the whole library.</param>
/// <param name="Matched">Of these, matched a virus, kept or not.</param>
/// <param name="Removed">Of the matched, matched the host better.</param>
public sealed record MappingShares(long Reads, long Matched, long Removed)
{
    /// <summary>Matched a virus, 0 to 1 of the library.</summary>
    public double MatchedShare => Share(Matched, Reads);

    /// <summary>Matched the host better, 0 to 1 of the matched.</summary>
    public double RemovedShare => Share(Removed, Matched);

    /// <summary>Matched no virus, 0 to 1 of the library.</summary>
    public double UnmatchedShare => Reads == 0 ? 0 : 1 - MatchedShare;

    /// <summary>Of an analysis; null until it is ready.</summary>
    public static MappingShares? Of(Analysis analysis) => analysis is { LibraryReads: { } reads, ReadCount: { } kept, SubtractedCount: { } removed }
        ? new MappingShares(reads, kept + removed, removed)
        : null;

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Min(1, (double)part / whole);
}
