using Shouldly;
using Virtool.Components.Samples;
using Virtool.Domain.Quality;
using Xunit;

namespace Virtool.App.Tests.Components.Samples;

public sealed class QualityFindingsTests
{
    [Fact]
    public void Where_qualities_are_low_is_told_in_positions()
    {
        var quality = Of(median: position => position is 3 or 4 or 5 or >= 120 ? 24 : 36, lowerQuartile: position => position == 150 ? 9 : 30);
        QualityFindings.Of(quality, isGenomic: true).ShouldBe(
        [
            "The median quality is below 25 at positions 3 to 5 and from position 120 on.",
            "The lower quartile is below 10 at position 150.",
        ]);
    }

    [Fact]
    public void Many_stretches_are_counted_not_listed()
    {
        var quality = Of(median: position => position % 2 == 0 && position < 13 ? 20 : 36);
        QualityFindings.Of(quality, isGenomic: true).ShouldHaveSingleItem().ShouldBe("The median quality is below 25 at position 2, at position 4, at position 6 and in 3 more stretches.");
        QualityFindings.Of(Of(median: _ => 20), isGenomic: true).ShouldHaveSingleItem().ShouldBe("The median quality is below 25 at every position.");
    }

    [Fact]
    public void Reads_that_are_good_have_nothing_against_them() => QualityFindings.Of(Of(), isGenomic: true).ShouldBeEmpty();

    [Fact]
    public void A_low_peak_of_the_means_is_told() => QualityFindings.Of(Of() with { Sequences = [.. Enumerable.Range(0, 50).Select(mean => mean == 26 ? 60L : mean == 36 ? 40 : 0)] }, isGenomic: true)
        .ShouldHaveSingleItem().ShouldBe("The most frequent mean quality of a read is 26, below 27.");

    [Fact]
    public void An_uneven_composition_is_told_behind_the_start_and_where_enough_reads_reach_and_only_of_whole_genomes()
    {
        // A and T apart at the start, in the middle, and where 1 of 1,000 reads ends.
        var quality = Of() with
        {
            Count = 1_000,
            Composition = [.. Enumerable.Range(1, 150).Select(position => position is <= 12 or 60 or 61 or > 140 ? new double[] { 20, 50, 10, 20 } : [25, 25, 25, 25])],
            Lengths = [[140, 999], [150, 1]],
        };
        QualityFindings.Of(quality, isGenomic: true).ShouldHaveSingleItem().ShouldBe("A and T, or G and C, are more than 20 points apart at positions 60 to 61.");
        QualityFindings.Of(quality, isGenomic: false).ShouldBeEmpty();
    }

    [Fact]
    public void Compared_samples_are_drawn_on_one_scale_in_shares_of_their_reads()
    {
        var few = Of() with { Count = 10, Sequences = [.. Enumerable.Range(0, 50).Select(mean => mean == 36 ? 10L : 0)], Lengths = [[100, 10]] };
        var many = Of() with { Count = 1_000, Sequences = [.. Enumerable.Range(0, 50).Select(mean => mean == 30 ? 1_000L : 0)], Lengths = [[150, 1_000]] };
        var charts = new QualityCharts(few, many);
        charts.MeanReads.To.ShouldBe(100);
        (charts.Length.From, charts.Length.To).ShouldBe((99, 151));
        charts.ReadsUnit.ShouldBe("% of the reads");
        charts.OtherMedians.ShouldStartWith("M");
        new QualityCharts(many).MeanReads.To.ShouldBe(1_000);
    }

    private static ReadQuality Of(Func<int, double>? median = null, Func<int, double>? lowerQuartile = null) => new()
    {
        Id = "sample01",
        Count = 100,
        Bases = [.. Enumerable.Range(1, 150).Select(position => new[] { 35, median?.Invoke(position) ?? 36, lowerQuartile?.Invoke(position) ?? 30, 38, 28, 39 })],
        Composition = [.. Enumerable.Range(1, 150).Select(_ => new double[] { 25, 25, 25, 25 })],
        Sequences = [.. Enumerable.Range(0, 50).Select(mean => mean == 36 ? 100L : 0)],
        Lengths = [[150, 100]],
    };
}
