using System.Globalization;

namespace Virtool.Components.Labels;

/// <summary>The colour of a text on a label's own colour.</summary>
public static class LabelColors
{
    private const string White = "#ffffff";
    private const string Black = "#000000";

    /// <summary>Black or white, whichever is read better: at least 4.5 to 1 on any colour (WCAG 2.2, relative luminance).</summary>
    /// <param name="color">As <c>#rrggbb</c>.</param>
    public static string TextOn(string color) => Contrast(color, White) >= Contrast(color, Black) ? White : Black;

    /// <summary>The contrast of two colours, 1 to 21.</summary>
    public static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string color) => (0.2126 * Channel(color, 1)) + (0.7152 * Channel(color, 3)) + (0.0722 * Channel(color, 5));

    private static double Channel(string color, int at)
    {
        var part = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }
}
