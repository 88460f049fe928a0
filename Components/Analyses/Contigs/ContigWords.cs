using System.Globalization;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>Numbers of contigs as people read them.</summary>
public static class ContigWords
{
    /// <summary>An E-value with two digits: "2.1e-40", "0.012", "3.4", "0"; a dash for none.</summary>
    public static string E(double? value) => value switch
    {
        null => "–",
        0 => "0",
        < 0.001 => value.Value.ToString("0.#e-0", CultureInfo.InvariantCulture),
        < 1 => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.#", CultureInfo.InvariantCulture),
    };
}
