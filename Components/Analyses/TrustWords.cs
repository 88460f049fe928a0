using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>What people read for the trust in a hit.</summary>
public static class TrustWords
{
    /// <summary>The word for it.</summary>
    public static string Word(this Trust trust) => trust switch
    {
        Trust.Strong => "strong",
        Trust.Doubtful => "doubtful",
        Trust.Weak => "weak",
        Trust.Reassigned => "given away",
        _ => throw new ArgumentOutOfRangeException(nameof(trust)),
    };

    /// <summary>What the word means.</summary>
    public static string Explanation(this Trust trust) => trust switch
    {
        Trust.Strong => "More than half of the genome is covered, and the weight is above 0.001: usually truly there.",
        Trust.Doubtful => "Between a fifth and half of the genome is covered: may be there. Look at the coverage.",
        Trust.Weak => "Less than a fifth of the genome is covered, or the weight is 0.001 or less: usually not there.",
        Trust.Reassigned => "Many reads fitted it at first, but all of them fit a relative better and were given to that one: usually not there.",
        _ => throw new ArgumentOutOfRangeException(nameof(trust)),
    };
}
