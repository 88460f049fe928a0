using Virtool.Components.Analyses.Funnel;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>The way of a library's reads through an analysis by NuVs.</summary>
/// <param name="Counts">How many reads each step left.</param>
/// <param name="HasHost">The host's reads were taken away.</param>
public sealed record ContigWay(NuvsCounts Counts, bool HasHost)
{
    /// <summary>Were cut so short, or are so bad, that they were left out.</summary>
    public long Lost => Math.Max(0, Counts.Library - Counts.Trimmed);

    /// <summary>Of the assembled, map to no contig that was kept.</summary>
    public long Unused => Math.Max(0, Counts.Assembled - Counts.Mapped);

    /// <summary>Where each part begins and how long it is, 0 to 1 of the library, in the order of the steps.</summary>
    public IReadOnlyList<(string Key, double From, double Width)> Parts
    {
        get
        {
            var at = 0.0;
            return [.. new[] { ("mapped", Counts.Mapped), ("unused", Unused), ("host", Counts.Host), ("known", Counts.Known) }.Select(part =>
            {
                var width = Math.Min(1 - at, Share(part.Item2, Counts.Library));
                at += width;
                return (part.Item1, at - width, width);
            })];
        }
    }

    /// <summary>The stations in order, each with what it is a share of.</summary>
    public IReadOnlyList<ReadStation> Stations =>
    [
        new("all", "All reads", "of the library", Counts.Library, null),
        new("none", "Too short or too bad after trimming", "of all", Lost, Share(Lost, Counts.Library)),
        new("known", "Match a virus of the reference: removed", "of all", Counts.Known, Share(Counts.Known, Counts.Library)),
        .. HasHost || Counts.Host > 0 ? [new ReadStation("host", "Match the host: removed", "of all", Counts.Host, Share(Counts.Host, Counts.Library))] : Array.Empty<ReadStation>(),
        new("unused", "Put together, with the mates of those left", "of all", Counts.Assembled, Share(Counts.Assembled, Counts.Library)),
        new("mapped", "In a contig that was kept", "of these", Counts.Mapped, Share(Counts.Mapped, Counts.Assembled)),
    ];

    private static double Share(long part, long whole) => whole == 0 ? 0 : Math.Min(1, (double)part / whole);
}
