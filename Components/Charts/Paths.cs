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

    private static void Append(StringBuilder path, char command, string x, string y) => path.Append(command).Append(x).Append(' ').Append(y);
}
