using Virtool.Components.Charts;
using Virtool.Jobs.References;

namespace Virtool.Components.Otus;

/// <summary>The drawing of a sequence's open reading frames: a lane for each of the six frames, in each an arrow that points as it is read.</summary>
public sealed record OrfDrawing
{
    /// <summary>Of the drawing.</summary>
    public const double Width = 960;

    private const double Left = 36;
    private const double Right = 12;
    private const double Lane = 16;
    private const double Thickness = 10;
    private const double Head = 7;
    private const double Top = 4;
    private const double AxisRoom = 26;

    private static readonly (int Strand, int Number)[] Order = [(1, 3), (1, 2), (1, 1), (-1, 1), (-1, 2), (-1, 3)];

    /// <summary>Draws what was found in a sequence.</summary>
    public OrfDrawing(SequenceReport report)
    {
        X = new Scale(0, Math.Max(1, report.Length), Left, Width - Right);
        Ticks = X.Ticks(8);
        Arrows = [.. report.Frames.Select(frame => (frame, Arrow(frame)))];
    }

    /// <summary>Nucleotides.</summary>
    public Scale X { get; }

    /// <summary>Of the drawing.</summary>
    public static double Height => Top + (6 * Lane) + AxisRoom + Top;

    /// <summary>Where the axis lies, between the strands.</summary>
    public static double Axis => Top + (3 * Lane) + (AxisRoom / 2);

    /// <summary>Nucleotides that are marked.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Each frame with the path of its arrow.</summary>
    public IReadOnlyList<(ReadingFrame Frame, string Path)> Arrows { get; }

    /// <summary>The lanes with the height of their middle.</summary>
    public static IEnumerable<(string Name, double Middle)> Lanes =>
        Order.Select(lane => ($"{(lane.Strand > 0 ? '+' : '−')}{lane.Number}", Middle(lane.Strand, lane.Number)));

    private static double Middle(int strand, int number)
    {
        var place = Array.IndexOf(Order, (strand, number));
        return Top + (Lane * place) + (Lane / 2) + (place > 2 ? AxisRoom : 0);
    }

    private string Arrow(ReadingFrame frame)
    {
        var (from, to, middle) = (X.At(frame.From - 1), X.At(frame.To), Middle(frame.Strand, frame.Number));
        var (tail, tip) = frame.Strand > 0 ? (from, to) : (to, from);
        var neck = tip - (frame.Strand * Math.Min(Head, to - from));
        var (high, low) = (middle - (Thickness / 2), middle + (Thickness / 2));
        return $"M{Scale.Text(tail)} {Scale.Text(high)}H{Scale.Text(neck)}L{Scale.Text(tip)} {Scale.Text(middle)}L{Scale.Text(neck)} {Scale.Text(low)}H{Scale.Text(tail)}Z";
    }
}
