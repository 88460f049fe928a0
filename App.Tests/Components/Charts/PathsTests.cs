using Shouldly;
using Virtool.Components.Charts;
using Xunit;

namespace Virtool.App.Tests.Components.Charts;

public sealed class PathsTests
{
    private static readonly Scale X = new(0, 100, 0, 100);
    private static readonly Scale Y = new(0, 10, 10, 0);

    [Fact]
    public void Columns_fill_the_scale() =>
        Paths.Columns([0, 5, 10], new Scale(0, 9, 0, 90), Y).ShouldBe("M0 10L0 10L30 10L30 5L60 5L60 0L90 0L90 10Z");

    [Fact]
    public void Nothing_draws_nothing() => Paths.Columns([], X, Y).ShouldBe("");

    [Fact]
    public void A_band_goes_there_above_and_back_below() =>
        Paths.Band([(0, 1, 2), (10, 3, 4)], X, Y).ShouldBe("M0 8L10 6L10 7L0 9Z");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 8)]
    [InlineData(101, 120)]
    [InlineData(614, 800)]
    [InlineData(9_824, 10_000)]
    public void Axes_end_at_a_round_value(double value, double end) => Scale.RoundUp(value).ShouldBe(end);

    [Fact]
    public void Ticks_are_round_and_within()
    {
        new Scale(0, 10_140, 0, 500).Ticks(5).ShouldBe([0, 5_000, 10_000]);
        new Scale(1, 72, 0, 500).Ticks(8).ShouldBe([10, 20, 30, 40, 50, 60, 70]);
        new Scale(0, 0, 0, 500).Ticks(8).ShouldBe([0]);
    }

    [Theory]
    [InlineData(950, "950")]
    [InlineData(1_200, "1.2k")]
    [InlineData(3_000_000, "3M")]
    public void Axes_are_short(double value, string text) => Scale.Short(value).ShouldBe(text);
}
