using Shouldly;
using Virtool.Bio.Pathoscope;
using Virtool.Components.Analyses;
using Xunit;

namespace Virtool.App.Tests.Components.Analyses;

public sealed class DepthsTests
{
    [Fact]
    public void Corners_give_back_every_base_of_the_depth_they_were_made_of()
    {
        int[] depths = [0, 0, 3, 3, 3, 7, 7, 1, 0, 0];
        var corners = DepthCurve.Steps(depths).Select(point => new[] { point.X, point.Y }).ToArray();
        Depths.Fill(corners, depths.Length).ShouldBe(depths);
    }

    [Fact]
    public void A_simplified_curve_stays_near_the_depth_it_was_made_of()
    {
        var random = new Random(1);
        var depths = new int[5_000];
        for (var read = 0; read < 20_000; read++)
        {
            var start = random.Next(depths.Length - 72);
            for (var at = start; at < start + 72; at++)
            {
                depths[at]++;
            }
        }

        var corners = DepthCurve.Simplified(depths).Select(point => new[] { point.X, point.Y }).ToArray();
        var filled = Depths.Fill(corners, depths.Length);
        filled.Average().ShouldBe(depths.Average(), depths.Average() / 50);
        Depths.Columns(filled, 100).Zip(Depths.Columns(depths, 100)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < pair.Second / 20);
    }

    [Fact]
    public void Columns_are_means_and_no_more_than_there_are_bases()
    {
        Depths.Columns([1, 3, 5, 7], 2).ShouldBe([2, 6]);
        Depths.Columns([1, 3], 10).ShouldBe([1, 3]);
        Depths.Columns([], 10).ShouldBeEmpty();
    }
}
