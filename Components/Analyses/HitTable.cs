using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Judging;

namespace Virtool.Components.Analyses;

/// <summary>The hits of an analysis, grouped by virus and isolate, with the numbers that people compare.</summary>
/// <param name="Viruses">All of them, in the order asked for.</param>
public sealed record HitTable(IReadOnlyList<VirusRow> Viruses)
{
    /// <summary>A doubtful virus with fewer reads than this share of what would cover its longest sequence once is shown on demand only.</summary>
    private const double LeastFold = 0.8;

    /// <summary>How many viruses are shown on demand only.</summary>
    public int HiddenCount => Viruses.Count(virus => virus.Hidden);

    /// <summary>How many isolates of the viruses that are shown are shown on demand only.</summary>
    public int HiddenIsolates(bool showsWeak) => Viruses.Where(virus => showsWeak || !virus.Hidden).Sum(virus => virus.Isolates.Count - virus.Shown.Count);

    /// <summary>What is listed, in order: what is there, then what reassignment removed.</summary>
    public IReadOnlyList<VirusRow> Listed(bool showsWeak) => [.. Viruses.Where(virus => showsWeak || !virus.Hidden).OrderBy(virus => virus.IsRemoved)];

    /// <summary>Of a result, largest weight first.</summary>
    /// <param name="result">Its hits and what they belong to.</param>
    /// <param name="viruses">The viruses in short, with their judgements; null for a result of a former version of this program, which is judged here.</param>
    /// <param name="longestRead">Bases of the sample's longest read; null where it is not known.</param>
    public static HitTable Of(AnalysisResult result, AnalysisViruses? viruses, int? longestRead)
    {
        var hits = result.All.GroupBy(hit => hit.Id).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var found = viruses?.Viruses.ToDictionary(virus => virus.OtuId, StringComparer.Ordinal) ?? [];
        return new HitTable([.. Sorted(result.Otus.Select(otu => Virus(otu, hits, found.GetValueOrDefault(otu.Id), longestRead)), HitOrder.Weight)]);
    }

    /// <summary>The same, sorted.</summary>
    public HitTable By(HitOrder order, bool isTurned = false)
    {
        var sorted = Sorted(Viruses, order);
        return new HitTable([.. isTurned ? sorted.Reverse() : sorted]);
    }

    private static IEnumerable<VirusRow> Sorted(IEnumerable<VirusRow> viruses, HitOrder order) => order switch
    {
        HitOrder.Weight => viruses.OrderByDescending(virus => virus.Weight).ThenByDescending(virus => virus.Initial),
        HitOrder.Coverage => viruses.OrderByDescending(virus => virus.Found.Coverage).ThenByDescending(virus => virus.Weight),
        HitOrder.Depth => viruses.OrderByDescending(virus => virus.Found.MedianDepth).ThenByDescending(virus => virus.Weight),
        HitOrder.Reads => viruses.OrderByDescending(virus => virus.Found.Reads).ThenByDescending(virus => virus.Weight),
        HitOrder.Name => viruses.OrderBy(virus => virus.Otu.Name, StringComparer.OrdinalIgnoreCase),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static VirusRow Virus(HitOtu otu, Dictionary<string, Hit> hits, FoundVirus? known, int? longestRead)
    {
        IsolateRow[] isolates = [.. otu.Isolates.Select(isolate => IsolateRow.Of(isolate, otu.Schema, hits)).OrderByDescending(row => row.Coverage).ThenByDescending(row => row.Weight)];
        var genome = MergedGenome.Of(otu, sequence => hits.TryGetValue(sequence.Id, out var hit) ? Depths.Fill(hit.Align, sequence.Length) : null);
        var found = known ?? Judged(otu, isolates, genome);
        return new VirusRow(
            otu,
            isolates,
            found,
            Depths.Columns([.. genome.Depths], VirusRow.ColumnCount),
            JointsOf(genome),
            !found.IsInternalControl && (found.Trust == Trust.Weak || (found.Trust == Trust.Doubtful && IsThin(isolates, found.Reads, longestRead))));
    }

    private static FoundVirus Judged(HitOtu otu, IsolateRow[] isolates, MergedGenome genome)
    {
        var numbers = new VirusNumbers(isolates.Sum(row => row.Weight), isolates.Sum(row => row.Initial), isolates.Sum(row => row.Reads), isolates.Select(row => row.Coverage).DefaultIfEmpty(0).Max());
        var judgement = Judgement.Of(numbers, TrustRule.First);
        int[] depths = [.. genome.Depths];
        return new FoundVirus(otu.Id, otu.Name, otu.Abbreviation)
        {
            Weight = numbers.Weight,
            Initial = numbers.Initial,
            Reads = numbers.Reads,
            Coverage = numbers.Coverage,
            MedianDepth = Depths.Median(depths),
            Depth = genome.Mean,
            Length = depths.Length,
            Trust = judgement.Trust,
            Reason = judgement.Reason,
        };
    }

    private static double[] JointsOf(MergedGenome genome)
    {
        var at = 0;
        return [.. genome.Segments.SkipLast(1).Select(segment => (double)(at += segment.Depths.Length) / genome.Length)];
    }

    /// <summary>Its reads could not cover most of its longest sequence even once.</summary>
    private static bool IsThin(IEnumerable<IsolateRow> isolates, double reads, int? longestRead) =>
        longestRead is > 0 && reads < isolates.SelectMany(isolate => isolate.Sequences).Select(row => row.Sequence.Length).DefaultIfEmpty(0).Max() * LeastFold / longestRead;
}
