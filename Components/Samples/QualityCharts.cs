using Virtool.Components.Charts;
using Virtool.Domain.Quality;

namespace Virtool.Components.Samples;

/// <summary>The drawings of a sample's quality. Positions and qualities count from 1 and 0, as sequencers do.</summary>
/// <param name="quality">With at least one read.</param>
public sealed class QualityCharts(ReadQuality quality)
{
    private const int Mean = 0;
    private const int MedianAt = 1;
    private const int LowerQuartile = 2;
    private const int UpperQuartile = 3;
    private const int LowerDecile = 4;
    private const int UpperDecile = 5;

    private readonly IReadOnlyList<double[]> _bases = quality.Bases ?? [];
    private readonly IReadOnlyList<double[]> _composition = quality.Composition ?? [];
    private readonly IReadOnlyList<long> _means = quality.Sequences ?? [];
    private readonly IReadOnlyList<long[]> _lengths = quality.Lengths ?? [];

    /// <summary>Positions along a read.</summary>
    public Scale Position => Chart.Across(1, Math.Max(2, Math.Max(_bases.Count, _composition.Count)));

    /// <summary>Qualities up to the best that there is, at least 40.</summary>
    public Scale Quality => Chart.Upwards(0, Math.Max(40, _bases.SelectMany(values => values).DefaultIfEmpty(0).Max()));

    /// <summary>Percent, up to a round value above the highest.</summary>
    public Scale Percent => Chart.Upwards(0, Math.Min(100, Scale.RoundUp(_composition.SelectMany(values => values).DefaultIfEmpty(0).Max())));

    /// <summary>Mean qualities.</summary>
    public Scale MeanQuality => Chart.Across(0, Math.Max(40, Last(_means)));

    /// <summary>Reads of a mean quality.</summary>
    public Scale MeanReads => Chart.Upwards(0, Scale.RoundUp(_means.DefaultIfEmpty(0).Max()));

    /// <summary>Lengths of reads.</summary>
    public Scale Length => Chart.Across(_lengths.Count == 0 ? 0 : Math.Max(0, _lengths[0][0] - 1), _lengths.Count == 0 ? 1 : _lengths[^1][0] + 1);

    /// <summary>Reads of a length.</summary>
    public Scale LengthReads => Chart.Upwards(0, Scale.RoundUp(_lengths.Select(pair => pair[1]).DefaultIfEmpty(0).Max()));

    /// <summary>From the 10th to the 90th percentile.</summary>
    public string Deciles => Band(LowerDecile, UpperDecile);

    /// <summary>From the lower to the upper quartile.</summary>
    public string Quartiles => Band(LowerQuartile, UpperQuartile);

    /// <summary>The mean by position.</summary>
    public string Means => BaseLine(Mean);

    /// <summary>The median by position.</summary>
    public string Medians => BaseLine(MedianAt);

    /// <summary>Of G, A, T or C (0 to 3), by position.</summary>
    public string Share(int nucleotide) =>
        Paths.Line(_composition.Select((values, index) => (index + 1.0, values[nucleotide])), Position, Percent);

    /// <summary>Reads by mean quality.</summary>
    public string ReadsByMean => Paths.Line(_means.Take((int)MeanQuality.To + 1).Select((reads, mean) => ((double)mean, (double)reads)), MeanQuality, MeanReads);

    /// <summary>A bar for each length of which there are reads: where it begins, how wide and how high it is.</summary>
    public IEnumerable<(double X, double Y, double Width, double Height)> LengthBars
    {
        get
        {
            var width = Math.Max(1, Math.Abs(Length.At(Length.From + 1) - Length.At(Length.From)) * 0.8);
            return _lengths.Where(pair => pair[1] > 0).Select(pair =>
            {
                var top = Math.Min(LengthReads.At(pair[1]), LengthReads.Start - 0.5);
                return (Length.At(pair[0]) - (width / 2), top, width, LengthReads.Start - top);
            });
        }
    }

    /// <summary>What the chart of qualities shows, in a sentence.</summary>
    public string QualitySummary => _bases.Count == 0
        ? "No qualities."
        : $"The median quality is {Scale.Text(_bases[0][MedianAt])} at the first position and {Scale.Text(_bases[^1][MedianAt])} at the last of {_bases.Count}; the lowest is {Scale.Text(_bases.Min(values => values[MedianAt]))}.";

    /// <summary>What stands against the reads, by the reading guide of Virtool's manual; null when nothing does.</summary>
    public string? Concern
    {
        get
        {
            if (_bases.Count == 0)
            {
                return null;
            }

            var poor = _bases.Count(values => values[MedianAt] < 25 || values[LowerQuartile] < 10);
            return poor == 0 ? null : $"At {poor} of {_bases.Count} positions the median quality is below 25, or the lower quartile below 10: bases there are often wrong.";
        }
    }

    private static int Last(IReadOnlyList<long> counts)
    {
        var last = counts.Count - 1;
        while (last >= 0 && counts[last] == 0)
        {
            last--;
        }

        return last;
    }

    private string Band(int low, int high) =>
        Paths.Band([.. _bases.Select((values, index) => (index + 1.0, values[low], values[high]))], Position, Quality);

    private string BaseLine(int column) => Paths.Line(_bases.Select((values, index) => (index + 1.0, values[column])), Position, Quality);
}
