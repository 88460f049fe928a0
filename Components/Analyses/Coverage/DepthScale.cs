using Virtool.Components.Charts;

namespace Virtool.Components.Analyses.Coverage;

/// <summary>The axis of depth that charts of a virus share.</summary>
/// <param name="Highest">The depth that it must hold.</param>
/// <param name="IsLog">It is logarithmic, of the depth and one, so that no depth at all has its place too.</param>
public sealed record DepthScale(int Highest, bool IsLog)
{
    /// <summary>Where the axis ends.</summary>
    public double Top { get; } = Scale.RoundUp(Highest);

    /// <summary>How high a depth is drawn, 0 to 1.</summary>
    public double Share(double depth) => IsLog ? Math.Log10(1 + depth) / Math.Log10(1 + Top) : depth / Top;

    /// <summary>Depths that are marked, lowest first.</summary>
    public IReadOnlyList<double> Ticks => IsLog ? [0, .. Powers(), Top] : [0, Top / 2, Top];

    /// <summary>Those of ten that keep their distance from the end of the axis.</summary>
    private IEnumerable<double> Powers()
    {
        for (var power = 10d; Share(power) < 0.8; power *= 10)
        {
            yield return power;
        }
    }
}
