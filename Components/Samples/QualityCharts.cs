using Virtool.Components.Charts;
using Virtool.Domain.Quality;

namespace Virtool.Components.Samples;

/// <summary>
/// The drawings of a sample's quality, beside those of another where there is one: on the same scales, and then with shares of the reads instead of
/// their numbers. Positions and qualities count from 1 and 0, as sequencers do.
/// </summary>
/// <param name="quality">With at least one read.</param>
/// <param name="other">What it is compared with, with at least one read; null: nothing.</param>
public sealed class QualityCharts(ReadQuality quality, ReadQuality? other = null)
{
    private const int Mean = 0;
    private const int MedianAt = 1;
    private const int LowerQuartile = 2;
    private const int UpperQuartile = 3;
    private const int LowerDecile = 4;
    private const int UpperDecile = 5;

    private readonly IReadOnlyList<double[]> _bases = quality.Bases ?? [];

    /// <summary>Reads are told as shares of all, in percent.</summary>
    public bool InShares => other is not null;

    /// <summary>What the numbers of reads are told in.</summary>
    public string ReadsUnit => InShares ? "% of the reads" : "reads";

    /// <summary>Positions along a read.</summary>
    public Scale Position => Chart.Across(1, Math.Max(2, Both.Max(one => Math.Max(one.Bases?.Count ?? 0, one.Composition?.Count ?? 0))));

    /// <summary>Qualities up to the best that there is, at least 40.</summary>
    public Scale Quality => Chart.Upwards(0, Math.Max(40, Both.SelectMany(one => one.Bases ?? []).SelectMany(values => values).DefaultIfEmpty(0).Max()));

    /// <summary>Percent, up to a round value above the highest.</summary>
    public Scale Percent => Chart.Upwards(0, Math.Min(100, Scale.RoundUp(Both.SelectMany(one => one.Composition ?? []).SelectMany(values => values).DefaultIfEmpty(0).Max())));

    /// <summary>Mean qualities.</summary>
    public Scale MeanQuality => Chart.Across(0, Math.Max(40, Both.Max(one => Last(one.Sequences ?? []))));

    /// <summary>Reads of a mean quality.</summary>
    public Scale MeanReads => Chart.Upwards(0, Scale.RoundUp(Both.SelectMany(one => (one.Sequences ?? []).Select(reads => Told(one, reads))).DefaultIfEmpty(0).Max()));

    /// <summary>Lengths of reads.</summary>
    public Scale Length
    {
        get
        {
            var lengths = Both.SelectMany(one => one.Lengths ?? []).Select(pair => pair[0]).ToList();
            return lengths.Count == 0 ? Chart.Across(0, 1) : Chart.Across(Math.Max(0, lengths.Min() - 1), lengths.Max() + 1);
        }
    }

    /// <summary>Reads of a length.</summary>
    public Scale LengthReads => Chart.Upwards(0, Scale.RoundUp(Both.SelectMany(one => (one.Lengths ?? []).Select(pair => Told(one, pair[1]))).DefaultIfEmpty(0).Max()));

    /// <summary>From the 10th to the 90th percentile.</summary>
    public string Deciles => Band(LowerDecile, UpperDecile);

    /// <summary>From the lower to the upper quartile.</summary>
    public string Quartiles => Band(LowerQuartile, UpperQuartile);

    /// <summary>The mean by position.</summary>
    public string Means => BaseLine(quality, Mean);

    /// <summary>The median by position.</summary>
    public string Medians => BaseLine(quality, MedianAt);

    /// <summary>The median of the other by position.</summary>
    public string OtherMedians => other is null ? "" : BaseLine(other, MedianAt);

    /// <summary>The lower quartile of the other by position.</summary>
    public string OtherLowerQuartiles => other is null ? "" : BaseLine(other, LowerQuartile);

    /// <summary>Of G, A, T or C (0 to 3), by position.</summary>
    public string Share(int nucleotide) => Share(quality, nucleotide);

    /// <summary>Of G, A, T or C (0 to 3) of the other, by position.</summary>
    public string OtherShare(int nucleotide) => other is null ? "" : Share(other, nucleotide);

    /// <summary>Reads by mean quality.</summary>
    public string ReadsByMean => MeanLine(quality);

    /// <summary>Reads of the other by mean quality.</summary>
    public string OtherReadsByMean => other is null ? "" : MeanLine(other);

    /// <summary>Reads of the other by length.</summary>
    public string OtherReadsByLength => other is null ? "" : Paths.Line((other.Lengths ?? []).Select(pair => ((double)pair[0], Told(other, pair[1]))), Length, LengthReads);

    /// <summary>A bar for each length of which there are reads: where it begins, how wide and how high it is.</summary>
    public IEnumerable<(double X, double Y, double Width, double Height)> LengthBars
    {
        get
        {
            var (length, reads) = (Length, LengthReads);
            var width = Math.Max(1, Math.Abs(length.At(length.From + 1) - length.At(length.From)) * 0.8);
            return (quality.Lengths ?? []).Where(pair => pair[1] > 0).Select(pair =>
            {
                var top = Math.Min(reads.At(Told(quality, pair[1])), reads.Start - 0.5);
                return (length.At(pair[0]) - (width / 2), top, width, reads.Start - top);
            });
        }
    }

    /// <summary>What the chart of qualities shows, in a sentence.</summary>
    public string QualitySummary => _bases.Count == 0
        ? "No qualities."
        : $"The median quality is {Scale.Text(_bases[0][MedianAt])} at the first position and {Scale.Text(_bases[^1][MedianAt])} at the last of {_bases.Count}; the lowest is {Scale.Text(_bases.Min(values => values[MedianAt]))}.";

    private IEnumerable<ReadQuality> Both => other is null ? [quality] : [quality, other];

    private static int Last(IReadOnlyList<long> counts)
    {
        var last = counts.Count - 1;
        while (last >= 0 && counts[last] == 0)
        {
            last--;
        }

        return last;
    }

    private double Told(ReadQuality of, long reads) => InShares && of.Count > 0 ? reads * 100.0 / of.Count : reads;

    private string Band(int low, int high) =>
        Paths.Band([.. _bases.Select((values, index) => (index + 1.0, values[low], values[high]))], Position, Quality);

    private string BaseLine(ReadQuality of, int column) => Paths.Line((of.Bases ?? []).Select((values, index) => (index + 1.0, values[column])), Position, Quality);

    private string Share(ReadQuality of, int nucleotide) => Paths.Line((of.Composition ?? []).Select((values, index) => (index + 1.0, values[nucleotide])), Position, Percent);

    private string MeanLine(ReadQuality of)
    {
        var (means, reads) = (MeanQuality, MeanReads);
        return Paths.Line((of.Sequences ?? []).Take((int)means.To + 1).Select((count, mean) => ((double)mean, Told(of, count))), means, reads);
    }
}
