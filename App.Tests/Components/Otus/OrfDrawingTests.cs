using Shouldly;
using Virtool.Components.Otus;
using Virtool.Jobs.References;
using Xunit;

namespace Virtool.App.Tests.Components.Otus;

public sealed class OrfDrawingTests
{
    [Fact]
    public void Each_frame_has_its_lane_and_its_arrow_points_as_it_is_read()
    {
        var drawing = new OrfDrawing(new SequenceReport(1000, 250, 250, 250, 250, 0, 0, [new ReadingFrame(1, 1, 1, 500, 166), new ReadingFrame(-1, 1, 501, 1000, 166)]));
        var forward = Points(drawing.Arrows[0].Path);
        var backward = Points(drawing.Arrows[1].Path);
        forward.Tail.ShouldBe(drawing.X.At(0), 0.01);
        forward.Tip.ShouldBe(drawing.X.At(500), 0.01);
        backward.Tail.ShouldBe(drawing.X.At(1000), 0.01);
        backward.Tip.ShouldBe(drawing.X.At(500), 0.01);
        OrfDrawing.Lanes.Select(lane => lane.Middle).Distinct().Count().ShouldBe(6);
        OrfDrawing.Lanes.ShouldAllBe(lane => lane.Middle > 0 && lane.Middle < OrfDrawing.Height && Math.Abs(lane.Middle - OrfDrawing.Axis) > 10);
    }

    [Fact]
    public void A_short_frame_of_a_long_sequence_is_no_wider_than_it_is()
    {
        var drawing = new OrfDrawing(new SequenceReport(1_000_000, 0, 0, 0, 0, 0, 0, [new ReadingFrame(1, 2, 1000, 1300, 100)]));
        var (tail, tip) = Points(drawing.Arrows[0].Path);
        (tip - tail).ShouldBe(drawing.X.At(1300) - drawing.X.At(999), 0.02);
    }

    private static (double Tail, double Tip) Points(string path)
    {
        var tail = path[1..path.IndexOf(' ', StringComparison.Ordinal)];
        var tip = path.Split('L')[1].Split(' ')[0];
        return (double.Parse(tail, System.Globalization.CultureInfo.InvariantCulture), double.Parse(tip, System.Globalization.CultureInfo.InvariantCulture));
    }
}
