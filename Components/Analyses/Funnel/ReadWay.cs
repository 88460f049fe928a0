using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses.Funnel;

/// <summary>The way of a library's reads through an analysis.</summary>
/// <param name="Reads">Of the whole library.</param>
/// <param name="Matched">Of these, match a virus, kept or not.</param>
/// <param name="Removed">Of the matched, match the host better.</param>
/// <param name="Reassigned">Of the kept, fit several sequences and were given to one; null where it was not counted.</param>
/// <param name="Host">Of the whole library, match the host; null where only reads that match a virus were mapped to it.</param>
public sealed record ReadWay(long Reads, long Matched, long Removed, long? Reassigned, long? Host)
{
    /// <summary>Match a virus, and the host no better.</summary>
    public long Kept => Matched - Removed;

    /// <summary>Match no virus.</summary>
    public long Unmatched => Math.Max(0, Reads - Matched);

    /// <summary>Match a virus, 0 to 1 of the library.</summary>
    public double MatchedShare => Share(Matched, Reads);

    /// <summary>Match the host better, 0 to 1 of the matched.</summary>
    public double RemovedShare => Share(Removed, Matched);

    /// <summary>Were kept, 0 to 1 of the matched.</summary>
    public double KeptShare => Share(Kept, Matched);

    /// <summary>Match no virus, 0 to 1 of the library.</summary>
    public double UnmatchedShare => Reads == 0 ? 0 : 1 - MatchedShare;

    /// <summary>Of an analysis; null until it is ready.</summary>
    public static ReadWay? Of(Analysis analysis) => analysis is { LibraryReads: { } reads, ReadCount: { } kept, SubtractedCount: { } removed }
        ? new ReadWay(reads, kept + removed, removed, analysis.AmbiguousCount, analysis.MapsWholeLibrary ? analysis.HostReads : null)
        : null;

    /// <summary>The stations in order, each with what it is a share of.</summary>
    public IReadOnlyList<ReadStation> Stations =>
    [
        new("all", "All reads", "of the library", Reads, null),
        new("matched", "Match a virus", "of all", Matched, MatchedShare),
        new("removed", "Match the host better: removed", "of these", Removed, RemovedShare),
        new("kept", "Kept", "of these", Kept, KeptShare),
        .. Reassigned is { } reassigned ? [new ReadStation("reassigned", "Fit several viruses: given to the right one", "of the kept", reassigned, Share(reassigned, Kept))] : Array.Empty<ReadStation>(),
        new("none", "Match no virus", Host is null ? "of all: host and others, not mapped to the host" : "of all: host and others", Unmatched, UnmatchedShare),
        .. Host is { } host ? [new ReadStation("host", "Match the host", "of all: the whole library was mapped to it", host, Share(host, Reads))] : Array.Empty<ReadStation>(),
    ];

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Min(1, (double)part / whole);
}
