using System.Globalization;

namespace Virtool.Domain.Analyses.Judging;

/// <summary>How far a virus can be trusted to be there, and why.</summary>
/// <param name="Trust">How far.</param>
/// <param name="Reason">Why: a sentence for people.</param>
public sealed record Judgement(Trust Trust, string Reason)
{
    /// <summary>Judges a virus by a version of the rule.</summary>
    public static Judgement Of(VirusNumbers numbers, TrustRule rule)
    {
        var covered = $"{Percent(numbers.Coverage)} of the genome is covered";
        if (numbers.Coverage > rule.StrongCoverage && numbers.Reads >= rule.StrongReads)
        {
            return new Judgement(Trust.Strong, $"{covered}, more than {Percent(rule.StrongCoverage)}, by {Reads(numbers.Reads)}.");
        }

        if (numbers.Initial >= rule.WorthShowing && numbers.Weight < numbers.Initial * rule.KeptShare)
        {
            return new Judgement(
                Trust.Reassigned,
                $"Its weight was {Weight(numbers.Initial)} at first and is {Weight(numbers.Weight)} now: its reads fit a relative better and were given to that one.");
        }

        if (numbers.Reads < rule.LeastReads)
        {
            return new Judgement(Trust.Weak, $"Only {Reads(numbers.Reads)} fit{(Whole(numbers.Reads) == 1 ? "s" : "")} it best, fewer than {rule.LeastReads}.");
        }

        if (numbers.Coverage < rule.WeakCoverage)
        {
            return new Judgement(Trust.Weak, $"{covered}, less than {Percent(rule.WeakCoverage)}.");
        }

        return numbers.Coverage > rule.StrongCoverage
            ? new Judgement(Trust.Doubtful, $"{covered}, but by no more than {Reads(numbers.Reads)}, fewer than {rule.StrongReads}.")
            : new Judgement(Trust.Doubtful, $"{covered}: between {Percent(rule.WeakCoverage)} and {Percent(rule.StrongCoverage)}.");
    }

    private static long Whole(double reads) => (long)Math.Round(reads);

    private static string Reads(double reads) => string.Create(CultureInfo.InvariantCulture, $"{Whole(reads):N0} {(Whole(reads) == 1 ? "distinct read" : "distinct reads")}");

    // Not 100 % of what has a gap, nor 0 % of what has a read.
    private static string Percent(double share) => share switch
    {
        0 => "Nothing",
        < 0.01 => "Less than 1 %",
        > 0.99 and < 1 => "More than 99 %",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((share * 100) + 1e-9):0} %"),
    };

    private static string Weight(double weight) => weight switch
    {
        0 => "0",
        < 0.0001 => "below 0.0001",
        _ => weight.ToString(weight < 0.01 ? "0.0000" : "0.000", CultureInfo.InvariantCulture),
    };
}
