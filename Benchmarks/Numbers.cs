using System.Globalization;

namespace Virtool.Benchmarks;

/// <summary>Medians, and numbers as they are printed.</summary>
internal static class Numbers
{
    /// <summary>The middle of the values; of an even number of them, the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The smallest value that at least this part of the values do not exceed.</summary>
    public static double Quantile(IReadOnlyCollection<double> values, double part) => values.Order().ElementAt((int)Math.Ceiling(part * values.Count) - 1);

    /// <summary>A number with so many digits after the point, the same on every machine.</summary>
    public static string Text(double value, int digits) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
