namespace Virtool.Bio;

/// <summary>Rounding as the results of earlier versions have it.</summary>
public static class Rounding
{
    /// <summary>Rounds to a number of decimals, halves to even, by the exact value of the double: 37.4065, which lies a little above the half, gives 37.407, and 2.675, a little below, 2.67.</summary>
    /// <param name="value">A finite number below 10^12 or so.</param>
    /// <param name="digits">Decimals, 0 to 6.</param>
    public static double ToEven(double value, int digits)
    {
        var power = Math.Pow(10, digits);
        var scaled = value * power;
        var floor = Math.Floor(scaled);
        var fromHalf = scaled - (floor + 0.5) + Math.FusedMultiplyAdd(value, power, -scaled);
        var rounded = fromHalf switch
        {
            < 0 => floor,
            > 0 => floor + 1,
            _ => Math.Round(scaled, MidpointRounding.ToEven),
        };
        return Math.CopySign(rounded / power, value);
    }
}
