namespace Virtool.Domain.Analyses.Judging;

/// <summary>A new version of the rule of trust; what is null stays as it is in the newest. Shares are 0 to 1.</summary>
/// <param name="StrongCoverage">Above this coverage a hit is strong.</param>
/// <param name="WeakCoverage">Below this coverage a hit is weak.</param>
/// <param name="StrongReads">A strong hit has at least so many distinct reads.</param>
/// <param name="LeastReads">A hit with fewer distinct reads is weak.</param>
/// <param name="WorthShowing">From this weight before reassignment on it is shown what a virus lost.</param>
/// <param name="KeptShare">A virus that keeps less than this share of its weight has given its reads away.</param>
/// <param name="GoodMappedShare">From this share of the library on that matches viruses, a library is good.</param>
/// <param name="GoodReads">From so many reads on a library is large enough.</param>
/// <param name="Note">Why it is changed.</param>
public sealed record TrustRuleDraft(
    double? StrongCoverage = null,
    double? WeakCoverage = null,
    int? StrongReads = null,
    int? LeastReads = null,
    double? WorthShowing = null,
    double? KeptShare = null,
    double? GoodMappedShare = null,
    int? GoodReads = null,
    string? Note = null)
{
    /// <summary>The next version after the newest.</summary>
    public TrustRule After(TrustRule newest) => new()
    {
        Id = TrustRule.IdOf(newest.Version + 1),
        Version = newest.Version + 1,
        StrongCoverage = StrongCoverage ?? newest.StrongCoverage,
        WeakCoverage = WeakCoverage ?? newest.WeakCoverage,
        StrongReads = StrongReads ?? newest.StrongReads,
        LeastReads = LeastReads ?? newest.LeastReads,
        WorthShowing = WorthShowing ?? newest.WorthShowing,
        KeptShare = KeptShare ?? newest.KeptShare,
        GoodMappedShare = GoodMappedShare ?? newest.GoodMappedShare,
        GoodReads = GoodReads ?? newest.GoodReads,
        Note = Note?.Trim() ?? "",
    };
}
