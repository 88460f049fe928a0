namespace Virtool.Domain.Analyses;

/// <summary>
/// The rules of thumb of Virtool's manual: a coverage above 0.5 is usually a true hit, one below 0.2 usually not, a weight above 0.001 is strong.
/// </summary>
public static class TrustRules
{
    /// <summary>Above it a weight is strong.</summary>
    public const double StrongWeight = 0.001;

    /// <summary>Above it a coverage is usually that of a true hit.</summary>
    public const double StrongCoverage = 0.5;

    /// <summary>Below it a coverage is usually not that of a true hit.</summary>
    public const double WeakCoverage = 0.2;

    /// <summary>From this weight on, what was lost to relatives is worth to be shown.</summary>
    public const double WorthShowing = 0.01;

    /// <summary>The trust in a hit.</summary>
    /// <param name="weight">After reassignment, 0 to 1.</param>
    /// <param name="initial">Before it, 0 to 1.</param>
    /// <param name="coverage">Share of the genome, 0 to 1.</param>
    public static Trust Of(double weight, double initial, double coverage)
    {
        if (weight <= StrongWeight)
        {
            return initial >= WorthShowing ? Trust.Reassigned : Trust.Weak;
        }

        return coverage switch
        {
            > StrongCoverage => Trust.Strong,
            < WeakCoverage => Trust.Weak,
            _ => Trust.Doubtful,
        };
    }
}
