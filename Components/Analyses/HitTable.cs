using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>The hits of an analysis, grouped by virus and isolate, with the numbers that people compare.</summary>
/// <param name="Viruses">All of them, in the order asked for.</param>
public sealed record HitTable(IReadOnlyList<VirusRow> Viruses)
{
    /// <summary>How many are shown on demand only.</summary>
    public int HiddenCount => Viruses.Count(virus => virus.Hidden);

    /// <summary>Of a result.</summary>
    /// <param name="result">Its hits and what they belong to.</param>
    /// <param name="readCount">The reads that were kept.</param>
    /// <param name="longestRead">Bases of the sample's longest read; null where it is not known.</param>
    /// <param name="order">By what the viruses are sorted.</param>
    public static HitTable Of(AnalysisResult result, long readCount, int? longestRead, HitOrder order = HitOrder.Weight)
    {
        var hits = result.Hits.GroupBy(hit => hit.Id).ToDictionary(group => group.Key, group => group.First());
        var viruses = result.Otus.Select(otu => Virus(otu, hits, readCount, longestRead));
        return new HitTable([.. Sorted(viruses, order)]);
    }

    private static IEnumerable<VirusRow> Sorted(IEnumerable<VirusRow> viruses, HitOrder order) => order switch
    {
        HitOrder.Weight => viruses.OrderByDescending(virus => virus.Weight).ThenByDescending(virus => virus.Initial),
        HitOrder.Coverage => viruses.OrderByDescending(virus => virus.Coverage).ThenByDescending(virus => virus.Weight),
        HitOrder.Depth => viruses.OrderByDescending(virus => virus.Depth).ThenByDescending(virus => virus.Weight),
        HitOrder.Name => viruses.OrderBy(virus => virus.Otu.Name, StringComparer.OrdinalIgnoreCase),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };

    private static VirusRow Virus(HitOtu otu, Dictionary<string, Hit> hits, long readCount, int? longestRead)
    {
        var isolates = otu.Isolates.Select(isolate => Isolate(isolate, hits, readCount)).OrderByDescending(row => row.Coverage).ThenByDescending(row => row.Weight).ToArray();
        var weight = isolates.Sum(row => row.Weight);
        var initial = isolates.Sum(row => row.Initial);
        var coverage = isolates.Select(row => row.Coverage).DefaultIfEmpty(0).Max();
        var depths = Merged(isolates);
        var trust = TrustRules.Of(weight, initial, coverage);
        var longest = isolates.SelectMany(row => row.Sequences).Select(row => row.Sequence.Length).DefaultIfEmpty(0).Max();
        var tooFew = longestRead is > 0 && weight * readCount < longest * 0.8 / longestRead;
        return new VirusRow(
            otu,
            isolates,
            weight,
            initial,
            weight * readCount,
            coverage,
            Depths.Median(depths),
            Depths.Columns(depths, VirusRow.ColumnCount),
            trust,
            trust != Trust.Reassigned && (trust == Trust.Weak || tooFew));
    }

    private static IsolateRow Isolate(HitIsolate isolate, Dictionary<string, Hit> hits, long readCount)
    {
        var sequences = isolate.Sequences
            .Select(sequence => new SequenceRow(sequence, hits.GetValueOrDefault(sequence.Id)))
            .OrderBy(row => row.Sequence.Segment, StringComparer.OrdinalIgnoreCase)
            .ThenByDescending(row => row.Sequence.Length)
            .ToArray();
        var length = sequences.Sum(row => (double)row.Sequence.Length);
        var weight = sequences.Sum(row => row.Weight);
        var initial = sequences.Sum(row => row.Initial);
        var coverage = length == 0 ? 0 : sequences.Sum(row => row.Coverage * row.Sequence.Length) / length;
        return new IsolateRow(
            isolate,
            sequences,
            weight,
            initial,
            weight * readCount,
            coverage,
            sequences is [{ Hit: { } only }] ? only.MedianDepth : Depths.Median(Filled(sequences)),
            TrustRules.Of(weight, initial, coverage));
    }

    /// <summary>The depths of all sequences one after another.</summary>
    private static int[] Filled(IEnumerable<SequenceRow> sequences) =>
        [.. sequences.SelectMany(row => row.Hit is null ? new int[row.Sequence.Length] : Depths.Fill(row.Hit.Align, row.Sequence.Length))];

    /// <summary>Base by base the deepest isolate, along the longest.</summary>
    private static int[] Merged(IReadOnlyList<IsolateRow> isolates)
    {
        var merged = new int[isolates.Select(row => row.Length).DefaultIfEmpty(0).Max()];
        foreach (var isolate in isolates)
        {
            var filled = Filled(isolate.Sequences);
            for (var index = 0; index < filled.Length; index++)
            {
                merged[index] = Math.Max(merged[index], filled[index]);
            }
        }

        return merged;
    }
}
