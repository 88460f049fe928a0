using Shouldly;
using Virtool.Components.Charts;
using Xunit;

namespace Virtool.App.Tests.Components.Charts;

public sealed class PathsTests
{
    private static readonly Scale X = new(0, 100, 0, 100);
    private static readonly Scale Y = new(0, 10, 10, 0);

    [Fact]
    public void Depth_holds_from_its_position_to_the_next() =>
        Paths.Steps([[0, 0], [20, 5], [60, 10]], 100, X, Y).ShouldBe("M0 10L0 10L20 10L20 5L60 5L60 0L100 0L100 10Z");

    [Fact]
    public void Steps_that_the_drawing_cannot_show_apart_are_joined_at_the_highest()
    {
        int[][] steps = [.. Enumerable.Range(0, 10_000).Select(at => new[] { at, at == 5_000 ? 9 : 1 })];
        var path = Paths.Steps(steps, 10_000, new Scale(0, 10_000, 0, 100), Y);
        path.ShouldContain(" 1L");
        path.Count(letter => letter == 'L').ShouldBeLessThan(900);
    }

    [Fact]
    public void Nothing_draws_nothing() => Paths.Steps([], 100, X, Y).ShouldBe("");

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
