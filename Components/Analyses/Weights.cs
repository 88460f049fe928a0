using System.Globalization;

namespace Virtool.Components.Analyses;

/// <summary>How weights are written.</summary>
public static class Weights
{
    /// <summary>Three decimals, and below 0.01 two digits that count: "0.999", "0.084", "0.0004", "&lt; 0.00001", "0".</summary>
    public static string Text(double weight) => weight switch
    {
        0 => "0",
        < 0.00001 => "< 0.00001",
        < 0.01 => Math.Round(weight, 1 - (int)Math.Floor(Math.Log10(weight))).ToString("0.#######", CultureInfo.InvariantCulture),
        < 1 and >= 0.9995 => "> 0.999",
        _ => weight.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>"0.10 → 0.0004": both, where reassignment changed what is written.</summary>
    public static bool Moved(double initial, double weight) => Text(initial) != Text(weight);
}
