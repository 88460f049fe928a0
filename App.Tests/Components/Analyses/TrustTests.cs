using Virtool.Domain.Analyses;
using Shouldly;
using Virtool.Components.Analyses;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class TrustTests
{
    [Theory]
    [InlineData(0.9, 0.6, 1.0, Trust.Strong)]
    [InlineData(0.0011, 0.0011, 0.51, Trust.Strong)]
    [InlineData(0.9, 0.9, 0.5, Trust.Doubtful)]
    [InlineData(0.9, 0.9, 0.2, Trust.Doubtful)]
    [InlineData(0.9, 0.9, 0.19, Trust.Weak)]
    [InlineData(0.001, 0.002, 0.9, Trust.Weak)]
    [InlineData(0.0004, 0.1, 0.03, Trust.Reassigned)]
    public void Trust_follows_the_rules_of_thumb(double weight, double initial, double coverage, Trust trust)
    {
        TrustRules.Of(weight, initial, coverage).ShouldBe(trust);
        trust.Word().ShouldNotBeEmpty();
        trust.Explanation().ShouldEndWith(".");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.000001, "< 0.00001")]
    [InlineData(0.00042, "0.00042")]
    [InlineData(0.0004, "0.0004")]
    [InlineData(0.084, "0.084")]
    [InlineData(0.1, "0.100")]
    [InlineData(0.9996, "> 0.999")]
    [InlineData(1, "1.000")]
    public void Weights_keep_the_digits_that_count(double weight, string text) => Weights.Text(weight).ShouldBe(text);

    [Fact]
    public void Shares_of_the_library_are_told_apart()
    {
        var shares = MappingShares.Of(Made.Analysis()).ShouldNotBeNull();
        shares.Matched.ShouldBe(25_000);
        shares.MatchedShare.ShouldBe(0.25);
        shares.RemovedShare.ShouldBe(0.04);
        shares.UnmatchedShare.ShouldBe(0.75);
    }

    [Fact]
    public void A_library_without_reads_has_no_shares()
    {
        var shares = MappingShares.Of(Made.Analysis(library: 0, kept: 0, removed: 0)).ShouldNotBeNull();
        shares.MatchedShare.ShouldBe(0);
        shares.RemovedShare.ShouldBe(0);
        shares.UnmatchedShare.ShouldBe(0);
    }

    [Fact]
    public void A_base_is_as_wide_in_a_short_segment_as_in_a_long_one()
    {
        var result = Made.Result();
        var row = new SequenceRow(result.Otus[0].Isolates[0].Sequences[0], result.Hits[1]);
        var alone = new CoverageDrawing(row, 1000, 10);
        var beside = new CoverageDrawing(row, 4000, 10);
        (alone.X.End - alone.X.Start).ShouldBe((beside.X.End - beside.X.Start) * 4, 1e-9);
        alone.Share.ShouldBe(100, 1e-9);
        beside.Y.ShouldBe(alone.Y);
    }
}
