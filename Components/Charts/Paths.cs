using System.Text;

namespace Virtool.Components.Charts;

/// <summary>The outlines that charts are drawn with, as SVG path data.</summary>
public static class Paths
{
    /// <summary>A line through points of values.</summary>
    public static string Line(IEnumerable<(double X, double Y)> points, Scale x, Scale y)
    {
        var path = new StringBuilder();
        foreach (var point in points)
        {
            Append(path, path.Length == 0 ? 'M' : 'L', x.Place(point.X), y.Place(point.Y));
        }

        return path.ToString();
    }

    /// <summary>The band between a lower and an upper line.</summary>
    public static string Band(IReadOnlyList<(double X, double Low, double High)> points, Scale x, Scale y)
    {
        if (points.Count == 0)
        {
            return "";
        }

        var path = new StringBuilder(Line(points.Select(point => (point.X, point.High)), x, y));
        foreach (var point in points.Reverse())
        {
            Append(path, 'L', x.Place(point.X), y.Place(point.Low));
        }

        return path.Append('Z').ToString();
    }

    /// <summary>
    /// The area under steps: each depth holds from its position to the next, the last to <paramref name="length"/>. Positions count from 0.
    /// Steps closer than the drawing can show are joined at their highest depth.
    /// </summary>
    public static string Steps(IReadOnlyList<int[]> steps, int length, Scale x, Scale y)
    {
        if (steps.Count == 0 || length == 0)
        {
            return "";
        }

        var path = new StringBuilder();
        var ground = Scale.Text(y.At(0));
        Append(path, 'M', x.Place(steps[0][0]), ground);
        var drawn = double.NegativeInfinity;
        var highest = 0;
        for (var index = 0; index < steps.Count; index++)
        {
            var (from, depth) = (steps[index][0], steps[index][1]);
            var to = index + 1 < steps.Count ? steps[index + 1][0] : length;
            highest = Math.Max(highest, depth);
            var narrow = x.At(to) - Math.Max(drawn, x.At(from)) < 0.25 && index + 1 < steps.Count;
            if (to <= from || narrow)
            {
                continue;
            }

            var top = y.Place(highest);
            var left = double.IsNegativeInfinity(drawn) ? x.At(from) : drawn;
            Append(path, 'L', Scale.Text(left), top);
            Append(path, 'L', x.Place(to), top);
            drawn = x.At(to);
            highest = 0;
        }

        Append(path, 'L', Scale.Text(double.IsNegativeInfinity(drawn) ? x.At(length) : drawn), ground);
        return path.Append('Z').ToString();
    }

    private static void Append(StringBuilder path, char command, string x, string y) => path.Append(command).Append(x).Append(' ').Append(y);
}
