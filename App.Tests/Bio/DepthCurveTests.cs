using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Bio.Pathoscope;
using Xunit;

namespace Virtool.App.Tests.Bio;

public class DepthCurveTests
{
    [Fact]
    public void Steps_stand_where_the_depth_changes() =>
        DepthCurve.Steps([0, 0, 0, 2, 2, 5, 5, 5]).ShouldBe([new(0, 0), new(2, 0), new(3, 2), new(4, 2), new(5, 5), new(6, 5), new(7, 5)]);

    [Fact]
    public void A_sequence_of_one_position_is_one_point() => DepthCurve.Steps([3]).ShouldBe([new DepthPoint(0, 3)]);

    [Fact]
    public void No_positions_are_no_points() => DepthCurve.Simplified([]).ShouldBeEmpty();

    [Fact]
    public void Steps_give_back_every_depth() =>
        Prop.ForAll(Gen.NonEmptyListOf(Gen.Choose(0, 3)).ToArbitrary(), depths =>
        {
            var points = DepthCurve.Steps(depths);
            var filled = depths.Select((_, x) => points.Last(point => point.X <= x).Y);
            return filled.SequenceEqual(depths);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_curve_keeps_two_points_of_five_with_its_ends_and_its_peak()
    {
        var depths = Enumerable.Range(0, 2000).Select(x => x == 1000 ? 500 : x % 7).ToArray();
        var steps = DepthCurve.Steps(depths);

        var points = DepthCurve.Simplified(depths);

        points.Count.ShouldBe((int)(steps.Count * 0.4));
        points[0].ShouldBe(steps[0]);
        points[^1].ShouldBe(steps[^1]);
        points.ShouldContain(new DepthPoint(1000, 500));
        points.Select(point => point.X).ShouldBeInOrder();
    }

    [Fact]
    public void A_short_curve_stays_as_it_is() =>
        DepthCurve.Simplified([0, 1, 0, 1, 0]).ShouldBe(DepthCurve.Steps([0, 1, 0, 1, 0]));

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 4 }, 4)]
    [InlineData(new[] { 9, 1, 2 }, 2)]
    [InlineData(new[] { 4, 1, 2, 9 }, 3)]
    [InlineData(new[] { 1, 2 }, 1.5)]
    public void The_median_is_the_middle(int[] depths, double median) => DepthCurve.Median(depths).ShouldBe(median);
}
