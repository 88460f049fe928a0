using Virtool.Components.Analyses.Funnel;
using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Components.Analyses.Report;

/// <summary>An analysis as a report tells it.</summary>
/// <param name="Analysis">The analysis.</param>
/// <param name="Viruses">What it found; null of an analysis of a former version of this program.</param>
/// <param name="Crosstalk">What the other samples of the run or folder say.</param>
/// <param name="Rule">The rule by which it was judged.</param>
/// <param name="Hits">Its viruses, largest weight first.</param>
public sealed record ReportedAnalysis(Analysis Analysis, AnalysisViruses? Viruses, CrosstalkReport Crosstalk, TrustRule Rule, IReadOnlyList<ReportedHit> Hits)
{
    /// <summary>The way of the reads.</summary>
    public ReadWay? Way => ReadWay.Of(Analysis);

    /// <summary>Of an analysis with what belongs to it.</summary>
    public static ReportedAnalysis Of(Analysis analysis, AnalysisViruses? viruses, AnalysisVerdicts verdicts, CrosstalkReport crosstalk, TrustRule rule) => new(
        analysis,
        viruses,
        crosstalk,
        rule,
        [.. (viruses?.Viruses ?? []).Select(virus => new ReportedHit(virus, verdicts.Of(virus.OtuId), [.. crosstalk.Of(virus.OtuId)]))]);

    /// <summary>The viruses that are told in a group.</summary>
    public IReadOnlyList<ReportedHit> As(ReportedAs group) => [.. Hits.Where(hit => hit.As == group)];

    /// <summary>Those that stand in the table: all but weak ones.</summary>
    public IReadOnlyList<ReportedHit> Told => [.. Hits.Where(hit => hit.As != ReportedAs.Weak).OrderBy(hit => hit.As)];

    /// <summary>The result in a sentence.</summary>
    public string Detected => (Viruses, Names(ReportedAs.Detected), Open) switch
    {
        (null, _, _) => "Not judged.",
        (_, { Length: > 0 } names, _) => $"Detected: {names}.",
        (_, _, null) => $"Not detected: no virus of {Analysis.Reference.Name}.",
        _ => $"No virus of {Analysis.Reference.Name} was detected with certainty.",
    };

    /// <summary>What is open, in a sentence; null: nothing.</summary>
    public string? Open => Names(ReportedAs.Open) is { Length: > 0 } names ? $"Not certain: {names}." : null;

    /// <summary>What the lab rejected, in a sentence; null: nothing.</summary>
    public string? Rejected => Names(ReportedAs.Rejected) is { Length: > 0 } names ? $"Rejected by the lab: {names}." : null;

    /// <summary>What is said of all that is not named.</summary>
    public string NotDetected => Viruses is null
        ? "This analysis was made by a former version of this program, which kept no judgements. Make it again for a report."
        : Analysis.LibraryReads == 0
        ? "The library has no reads, so nothing could be detected."
        : $"Not detected: {(Told.Count == 0 ? "every" : "every other")} virus of the reference {Analysis.Reference.Name}, index version {Analysis.Index.Version}.{WeakWords}";

    /// <summary>What should be known of the library: sentences; none where it is as it should be.</summary>
    public IEnumerable<string> Concerns()
    {
        if (Analysis.LibraryReads is { } reads && reads < Rule.GoodReads)
        {
            yield return $"The library has {Words.Number(reads)} reads, fewer than the {Words.Number(Rule.GoodReads)} that are recommended: viruses in small amounts may be missed.";
        }

        if (Way is { Reads: > 0 } way && way.MatchedShare < Rule.GoodMappedShare)
        {
            yield return $"{Words.Percent(way.MatchedShare)} of the reads match a virus, less than {Words.Percent(Rule.GoodMappedShare)}.";
        }
    }

    private string WeakWords => As(ReportedAs.Weak).Count is > 0 and var count
        ? $" {Words.Count(count, "virus", "viruses")} of these had weak hits, which are usually not there: {Names(ReportedAs.Weak, 10)}."
        : "";

    private string Names(ReportedAs group, int most = int.MaxValue)
    {
        string[] names = [.. As(group).Select(hit => hit.Virus.Name)];
        return string.Join(", ", names.Take(most)) + (names.Length > most ? $" and {Words.Number(names.Length - most)} more" : "");
    }
}
