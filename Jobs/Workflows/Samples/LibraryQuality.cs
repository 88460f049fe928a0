using Virtool.Bio.Quality;
using Virtool.Domain.Quality;
using Virtool.Domain.Samples;

namespace Virtool.Jobs.Workflows.Samples;

/// <summary>The quality of a library: from what was measured of its files to what its sample keeps.</summary>
internal static class LibraryQuality
{
    /// <summary>
    /// What was measured of a file, or of all lanes of a mate, from the documents: exact, as if the lanes had been one file. Null where the counts
    /// of a lane were not kept: then its reads have to be read again.
    /// </summary>
    public static ReadsMeasure? MeasureOf(IReadOnlyList<ReadQuality> lanes)
    {
        if (lanes.Count == 1)
        {
            return MeasureOf(lanes[0]);
        }

        var whole = new QualityMeasure();
        foreach (var lane in lanes)
        {
            if (lane.Counts is null)
            {
                return null;
            }

            whole.Add(QualityMeasure.Unpack(lane.Counts));
        }

        return whole.Complete();
    }

    /// <summary>What was measured, from its document. The number of good bases is taken back from their share, exact to the base up to 10^15 bases.</summary>
    public static ReadsMeasure MeasureOf(ReadQuality quality)
    {
        var lengths = quality.Lengths ?? [];
        var bases = lengths.Sum(pair => pair[0] * pair[1]);
        return new ReadsMeasure
        {
            Quality = new Bio.Quality.Quality
            {
                Count = quality.Count,
                Encoding = quality.Encoding,
                Length = quality.Length,
                Gc = quality.Gc,
                Bases = quality.Bases,
                Composition = quality.Composition,
                Sequences = quality.Sequences,
            },
            TotalBases = bases,
            Q30Bases = (long)Math.Round((quality.Q30 ?? 0) * bases),
            Lengths = [.. lengths.Select(pair => new ReadLength((int)pair[0], pair[1]))],
        };
    }

    /// <summary>All documents of a sample's reads: first of all of them together, then, where there are two mates, of each.</summary>
    /// <param name="sampleId">The sample.</param>
    /// <param name="mates">What was measured of one mate, or of both.</param>
    public static IReadOnlyList<ReadQuality> Documents(string sampleId, IReadOnlyList<ReadsMeasure> mates) =>
    [
        Of(sampleId, mates.Aggregate(ReadsMeasure.Merge)),
        .. mates.Count < 2 ? [] : mates.Select((mate, index) => Of(SampleQualities.IdOf(sampleId, index + 1), mate)),
    ];

    /// <summary>The document of what was measured.</summary>
    public static ReadQuality Of(string id, ReadsMeasure measure) => new()
    {
        Id = id,
        Count = measure.Quality.Count,
        Encoding = measure.Quality.Encoding,
        Length = measure.Quality.Length,
        Gc = measure.Quality.Gc,
        Bases = measure.Quality.Bases?.Select(row => row.ToArray()).ToArray(),
        Composition = measure.Quality.Composition?.Select(row => row.ToArray()).ToArray(),
        Sequences = measure.Quality.Sequences,
        Q30 = measure.Q30,
        Lengths = measure.Quality.Count == 0 ? null : measure.Lengths.Select(length => new[] { length.Length, length.Count }).ToArray(),
    };

    /// <summary>The few numbers that lists show.</summary>
    public static LibrarySummary Summary(ReadQuality quality) =>
        new(quality.Count, quality.Length?[0], quality.Length?[1], quality.Gc, quality.Q30, quality.Encoding);

    /// <summary>What people should know of the numbers: sentences.</summary>
    /// <param name="counts">Reads of each file.</param>
    public static IEnumerable<string> Warnings(IReadOnlyList<long> counts)
    {
        if (counts.Sum() == 0)
        {
            yield return "It has no reads. Is it the lab's negative control?";
        }
        else if (counts.Distinct().Count() > 1)
        {
            yield return $"Its mates have different numbers of reads ({string.Join(" and ", counts.Select(count => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)))}). Do the files belong together?";
        }
    }
}
