using System.Globalization;

namespace Virtool.Components.Charts;

/// <summary>Maps values to places on a chart, in a straight line.</summary>
/// <param name="From">The value at <paramref name="Start"/>.</param>
/// <param name="To">The value at <paramref name="End"/>.</param>
/// <param name="Start">In units of the drawing.</param>
/// <param name="End">In units of the drawing; below <paramref name="Start"/> for an axis that goes up.</param>
public sealed record Scale(double From, double To, double Start, double End)
{
    /// <summary>The place of a value; values outside are drawn at the edge.</summary>
    public double At(double value) =>
        To <= From ? Start : Start + ((Math.Clamp(value, From, To) - From) / (To - From) * (End - Start));

    /// <summary>The place as the drawing writes it.</summary>
    public string Place(double value) => Text(At(value));

    /// <summary>Round values to mark, about as many as wanted, from 1, 2 and 5 times a power of ten.</summary>
    public IReadOnlyList<double> Ticks(int wanted)
    {
        var step = Step((To - From) / Math.Max(1, wanted));
        if (step <= 0 || double.IsNaN(step))
        {
            return [From];
        }

        var first = Math.Ceiling(From / step);
        var last = Math.Floor((To / step) + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(index => (first + index) * step)];
    }

    /// <summary>The smallest round value that is not below, for the end of an axis.</summary>
    public static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return new[] { 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10 }.First(factor => factor * power >= value * 0.999999) * power;
    }

    /// <summary>A number of a drawing, with at most two decimals.</summary>
    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>"950", "1.2k", "3M": for axes.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 999_500 => Text(Math.Round(value / 1_000_000, 1)) + "M",
        >= 1_000 => Text(Math.Round(value / 1_000, 1)) + "k",
        _ => Text(value),
    };

    private static double Step(double rough)
    {
        if (rough <= 0)
        {
            return 0;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var times = rough / power;
        return (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * power;
    }
}
