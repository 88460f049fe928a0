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

    /// <summary>The area under columns of equal width, which together fill the scale.</summary>
    public static string Columns(IReadOnlyList<double> columns, Scale x, Scale y)
    {
        if (columns.Count == 0)
        {
            return "";
        }

        var path = new StringBuilder();
        var ground = y.Place(0);
        Append(path, 'M', x.Place(x.From), ground);
        for (var column = 0; column < columns.Count; column++)
        {
            var top = y.Place(columns[column]);
            Append(path, 'L', x.Place(Edge(column)), top);
            Append(path, 'L', x.Place(Edge(column + 1)), top);
        }

        Append(path, 'L', x.Place(x.To), ground);
        return path.Append('Z').ToString();

        double Edge(int column) => x.From + ((x.To - x.From) * column / columns.Count);
    }

    /// <summary>The area under columns that are each one unit wide, written short: columns of one height are one step.</summary>
    /// <param name="columns">Their values.</param>
    /// <param name="place">Where a value is drawn, from the top.</param>
    /// <param name="ground">Where nothing is drawn.</param>
    public static string Steps(IReadOnlyList<double> columns, Func<double, double> place, double ground)
    {
        if (columns.Count == 0)
        {
            return "";
        }

        var path = new StringBuilder();
        var before = Scale.Text(ground);
        path.Append("M0 ").Append(before);
        for (var column = 0; column < columns.Count; column++)
        {
            var top = Scale.Text(place(columns[column]));
            if (top != before)
            {
                path.Append('H').Append(column).Append('V').Append(top);
                before = top;
            }
        }

        return path.Append('H').Append(columns.Count).Append('V').Append(Scale.Text(ground)).Append('Z').ToString();
    }

    private static void Append(StringBuilder path, char command, string x, string y) => path.Append(command).Append(x).Append(' ').Append(y);
}
