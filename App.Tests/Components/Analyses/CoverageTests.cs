using Shouldly;
using Virtool.Components.Analyses;
using Virtool.Components.Analyses.Coverage;
using Virtool.Components.Charts;
using Virtool.Domain.Analyses;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class CoverageTests
{
    [Fact]
    public void Segments_stand_in_the_order_of_the_schema_and_others_by_number()
    {
        HitSequence[] sequences = [Of("RNA 10"), Of("RNA 2"), Of(null, 50), Of("L"), Of("S"), Of(null, 90)];
        SegmentOrder.Sorted(["S", "L"], sequences).Select(sequence => sequence.Segment ?? $"{sequence.Length}").ShouldBe(["S", "L", "90", "50", "RNA 2", "RNA 10"]);
    }

    [Fact]
    public void A_logarithmic_axis_gives_small_depths_room_and_no_depth_none()
    {
        var axis = new DepthScale(1000, true);
        axis.Share(0).ShouldBe(0);
        axis.Share(1000).ShouldBe(1, 1e-9);
        axis.Share(10).ShouldBeGreaterThan(0.3);
        axis.Ticks.ShouldBe([0, 10, 100, 1000]);
        new DepthScale(1000, false).Share(10).ShouldBe(0.01);
        new DepthScale(0, true).Share(0).ShouldBe(0);
    }

    [Fact]
    public void Columns_of_one_height_are_drawn_as_one_step() =>
        Paths.Steps([0, 5, 5, 10], depth => 10 - depth, 10).ShouldBe("M0 10H1V5H3V0H4V10Z");

    [Fact]
    public void No_columns_draw_nothing() => Paths.Steps([], depth => depth, 10).ShouldBeEmpty();

    [Theory]
    [InlineData(new[] { 3, 1, 2 }, 2)]
    [InlineData(new[] { 1, 2, 3, 10 }, 2.5)]
    [InlineData(new[] { 1_000_000, 2_000_000 }, 1_500_000)]
    [InlineData(new int[0], 0)]
    public void The_median_is_the_same_however_it_is_found(int[] depths, double median) => Depths.Median(depths).ShouldBe(median);

    [Theory]
    [InlineData(null, null, HitOrder.Weight, false)]
    [InlineData("coverage", "yes", HitOrder.Coverage, true)]
    [InlineData("7", "no", HitOrder.Weight, false)]
    public void The_address_keeps_how_hits_are_sorted(string? sort, string? turned, HitOrder order, bool isTurned)
    {
        var view = HitView.Of(sort, turned, null, null, null, null);
        (view.Order, view.IsTurned).ShouldBe((order, isTurned));
        view.By(order)["turned"].ShouldBe(isTurned ? null : "yes");
        view.Sorted(order).ShouldBe(isTurned ? "ascending" : "descending");
        view.Sorted(HitOrder.Name).ShouldBeNull();
    }

    private static HitSequence Of(string? segment, int length = 100) => new($"s{segment}{length}", "X", "", segment, length);
}
