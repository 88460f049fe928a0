using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses;

/// <summary>Sums the hits of a result up by virus.</summary>
public static class VirusSummary
{
    /// <summary>The viruses of a result, judged.</summary>
    /// <param name="result">The whole result.</param>
    /// <param name="readCount">Distinct reads that were kept.</param>
    /// <param name="rule">By what they are judged.</param>
    /// <param name="genomeOf">The depth along a virus.</param>
    /// <param name="control">The reference's internal control; null: none.</param>
    public static AnalysisViruses Of(AnalysisResult result, long readCount, TrustRule rule, Func<HitOtu, MergedGenome> genomeOf, Link? control)
    {
        var hits = result.All.ToLookup(hit => hit.OtuId, StringComparer.Ordinal);
        var viruses = result.Otus
            .Select(otu => Of(otu, [.. hits[otu.Id]], readCount, rule, genomeOf, otu.Id == control?.Id))
            .OrderByDescending(virus => virus.Weight)
            .ThenByDescending(virus => virus.Initial)
            .ThenBy(virus => virus.Name, StringComparer.Ordinal)
            .ToArray();
        return new AnalysisViruses
        {
            Id = result.Id,
            RuleVersion = rule.Version,
            Viruses = [.. viruses.Take(AnalysisViruses.Most)],
            InternalControl = control,
            InternalControlFound = control is null ? null : viruses.Any(virus => virus.IsInternalControl && virus.Trust is Trust.Strong or Trust.Doubtful),
        };
    }

    /// <summary>The names of the viruses with the largest weights; without those that are usually not there, and without the internal control.</summary>
    public static IReadOnlyList<string> Top(AnalysisViruses viruses, int count) =>
    [
        .. viruses.Viruses.Where(virus => virus.Trust is Trust.Strong or Trust.Doubtful && !virus.IsInternalControl).Take(count).Select(virus => virus.Name),
    ];

    private static FoundVirus Of(HitOtu otu, IReadOnlyList<Hit> hits, long readCount, TrustRule rule, Func<HitOtu, MergedGenome> genomeOf, bool isControl)
    {
        var genome = genomeOf(otu);
        var numbers = new VirusNumbers(
            hits.Sum(hit => hit.Final.Pi),
            hits.Sum(hit => hit.Initial.Pi),
            Math.Round(hits.Sum(hit => hit.Final.Best) * readCount, 2, MidpointRounding.ToEven),
            Math.Round(genome.Coverage, 4, MidpointRounding.ToEven));
        var judgement = Judgement.Of(numbers, rule);
        return new FoundVirus(otu.Id, otu.Name, otu.Abbreviation)
        {
            Weight = numbers.Weight,
            Initial = numbers.Initial,
            Reads = numbers.Reads,
            Coverage = numbers.Coverage,
            MedianDepth = genome.Median(),
            Depth = Math.Round(genome.Mean, 2, MidpointRounding.ToEven),
            Length = genome.Length,
            Trust = judgement.Trust,
            Reason = judgement.Reason,
            IsInternalControl = isControl,
        };
    }
}
