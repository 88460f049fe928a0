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

    /// <summary>What the word means; the judgement of a hit says how it came to it.</summary>
    public static string Explanation(this Trust trust) => trust switch
    {
        Trust.Strong => "Most of the genome is covered by enough distinct reads: usually truly there, however small its weight beside others.",
        Trust.Doubtful => "Some of the genome is covered, or much of it by few reads: may be there. Look at the coverage.",
        Trust.Weak => "Little of the genome is covered, or by next to no reads: usually not there.",
        Trust.Reassigned => "Many reads fitted it at first, but fit a relative better and were given to that one: usually not there.",
        _ => throw new ArgumentOutOfRangeException(nameof(trust)),
    };
}
