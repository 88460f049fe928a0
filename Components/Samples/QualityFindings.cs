using Virtool.Components.Look;
using Virtool.Domain.Quality;

namespace Virtool.Components.Samples;

/// <summary>
/// What stands against reads, in sentences: the reading guide of Virtool's manual (a median below 25, a lower quartile below 10, reads of a mean below
/// 27), and FastQC's of the composition (A and T, or G and C, more than 20 points apart).
/// </summary>
public static class QualityFindings
{
    private const double LeastMedian = 25;
    private const double LeastLowerQuartile = 10;
    private const int LeastMean = 27;
    private const double MostApart = 20;

    /// <summary>An uneven start is usual: it comes from how the library was primed.</summary>
    private const int ToleratedStart = 15;

    /// <summary>Positions that fewer of the reads reach say nothing of the composition.</summary>
    private const double EnoughReads = 0.01;

    private const int MostStretches = 3;

    /// <summary>A sentence for each; none: nothing stands against them.</summary>
    /// <param name="quality">With at least one read.</param>
    /// <param name="isGenomic">Of a library in which every base is as likely at every position: not of small RNA or amplicons.</param>
    public static IReadOnlyList<string> Of(ReadQuality quality, bool isGenomic)
    {
        var found = new List<string>();
        var bases = quality.Bases ?? [];
        Add("The median quality is below 25 ", Stretches(bases.Count, index => bases[index][1] < LeastMedian), bases.Count);
        Add("The lower quartile is below 10 ", Stretches(bases.Count, index => bases[index][2] < LeastLowerQuartile), bases.Count);
        if (MostFrequentMean(quality) is { } mean && mean < LeastMean)
        {
            found.Add($"The most frequent mean quality of a read is {mean}, below {LeastMean}.");
        }

        if (isGenomic)
        {
            var composition = quality.Composition ?? [];
            var last = LastWithEnoughReads(quality);
            Add(
                "A and T, or G and C, are more than 20 points apart ",
                Stretches(composition.Count, index => index >= ToleratedStart && index < last && IsUneven(composition[index])),
                composition.Count);
        }

        return found;

        void Add(string what, IReadOnlyList<(int First, int Last)> stretches, int length)
        {
            if (stretches.Count > 0)
            {
                found.Add($"{what}{Where(stretches, length)}.");
            }
        }
    }

    /// <summary>Where: "from position 120 on", "at position 3", "at positions 3 to 7 and from position 120 on", "at every position".</summary>
    /// <param name="stretches">First and last position of each, from 1, in their order; at least one.</param>
    /// <param name="length">The last position there is.</param>
    public static string Where(IReadOnlyList<(int First, int Last)> stretches, int length)
    {
        if (stretches is [(1, var end)] && end == length)
        {
            return "at every position";
        }

        var words = stretches.Take(MostStretches).Select(stretch => stretch switch
        {
            var (first, last) when last == length && first < last => $"from position {first} on",
            var (first, last) when first == last => $"at position {first}",
            var (first, last) => $"at positions {first} to {last}",
        }).ToList();
        if (stretches.Count > MostStretches)
        {
            words.Add($"in {Words.Count(stretches.Count - MostStretches, "more stretch", "more stretches")}");
        }

        return words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
    }

    private static List<(int First, int Last)> Stretches(int count, Func<int, bool> isPoor)
    {
        var stretches = new List<(int First, int Last)>();
        for (var index = 0; index < count; index++)
        {
            if (!isPoor(index))
            {
                continue;
            }

            if (stretches.Count > 0 && stretches[^1].Last == index)
            {
                stretches[^1] = (stretches[^1].First, index + 1);
            }
            else
            {
                stretches.Add((index + 1, index + 1));
            }
        }

        return stretches;
    }

    private static int? MostFrequentMean(ReadQuality quality) => quality.Sequences is { Count: > 0 } reads && reads.Max() is > 0 and var most
        ? reads.Index().First(pair => pair.Item == most).Index
        : null;

    // G, A, T, C.
    private static bool IsUneven(double[] shares) => Math.Abs(shares[1] - shares[2]) > MostApart || Math.Abs(shares[0] - shares[3]) > MostApart;

    private static long LastWithEnoughReads(ReadQuality quality)
    {
        var left = quality.Count;
        foreach (var pair in quality.Lengths ?? [])
        {
            left -= pair[1];
            if (left < quality.Count * EnoughReads)
            {
                return pair[0];
            }
        }

        return quality.Lengths is null ? int.MaxValue : 0;
    }
}
