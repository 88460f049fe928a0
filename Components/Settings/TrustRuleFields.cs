using System.Globalization;
using Virtool.Domain.Analyses.Judging;

namespace Virtool.Components.Settings;

/// <summary>The fields of the rule of trust as people type them: shares in percent, weights as they are.</summary>
public static class TrustRuleFields
{
    private const double Percent = 100;

    /// <summary>In the order of the form.</summary>
    public static IReadOnlyList<TrustRuleField> All { get; } =
    [
        new("strong_coverage", "Strong above, percent", "share of the genome under at least one read", rule => rule.StrongCoverage * Percent),
        new("strong_reads", "Strong by at least, reads", "distinct reads that fit it best", rule => rule.StrongReads),
        new("weak_coverage", "Weak below, percent", "share of the genome under at least one read", rule => rule.WeakCoverage * Percent),
        new("least_reads", "Weak by fewer than, reads", "distinct reads that fit it best", rule => rule.LeastReads),
        new("worth_showing", "Listed as removed from, weight", "before reads were given to relatives; 0 to 1", rule => rule.WorthShowing),
        new("kept_share", "Removed where less is kept, percent", "of the weight before", rule => rule.KeptShare * Percent),
        new("good_mapped_share", "Good library from, percent", "of the reads match a virus; for reports", rule => rule.GoodMappedShare * Percent),
        new("good_reads", "Large enough library from, reads", "for reports", rule => rule.GoodReads),
    ];

    /// <summary>What is typed; null where something of it is no number.</summary>
    public static TrustRuleDraft? Draft(IReadOnlyDictionary<string, string> typed, string note)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var field in All)
        {
            if (!double.TryParse(typed.GetValueOrDefault(field.Key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > int.MaxValue)
            {
                return null;
            }

            numbers[field.Key] = number;
        }

        return new TrustRuleDraft(
            numbers["strong_coverage"] / Percent,
            numbers["weak_coverage"] / Percent,
            (int)numbers["strong_reads"],
            (int)numbers["least_reads"],
            numbers["worth_showing"],
            numbers["kept_share"] / Percent,
            numbers["good_mapped_share"] / Percent,
            (int)numbers["good_reads"],
            note);
    }
}
