namespace Virtool.Domain.Analyses;

/// <summary>Merges the depths of a virus's sequences as they come, in any order; see <see cref="MergedGenome"/>.</summary>
public sealed class GenomeMerger
{
    private readonly HitOtu _otu;
    private readonly Dictionary<string, int[]> _merged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _segmentOf = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Of a virus without reads as yet.</summary>
    public GenomeMerger(HitOtu otu)
    {
        _otu = otu;
        foreach (var isolate in otu.Isolates)
        {
            var unnamed = 0;
            foreach (var sequence in isolate.Sequences)
            {
                Place(sequence, string.IsNullOrEmpty(sequence.Segment) ? new string(' ', unnamed++) : sequence.Segment);
            }
        }
    }

    /// <summary>Adds the depths of one of its sequences; of others nothing is taken.</summary>
    /// <param name="sequenceId">The sequence.</param>
    /// <param name="depths">The number of reads over each base.</param>
    public void Add(string sequenceId, ReadOnlySpan<int> depths)
    {
        if (!_segmentOf.TryGetValue(sequenceId, out var name))
        {
            return;
        }

        var merged = _merged[name];
        for (var at = 0; at < Math.Min(merged.Length, depths.Length); at++)
        {
            merged[at] = Math.Max(merged[at], depths[at]);
        }
    }

    /// <summary>What was merged so far.</summary>
    public MergedGenome Merged()
    {
        var schema = _otu.Schema.Index().ToDictionary(segment => segment.Item, segment => segment.Index, StringComparer.Ordinal);
        return new MergedGenome([.. _order.OrderBy(name => schema.GetValueOrDefault(name, schema.Count)).Select(name => new MergedSegment(name, _merged[name]))]);
    }

    private void Place(HitSequence sequence, string name)
    {
        _segmentOf[sequence.Id] = name;
        if (!_merged.TryGetValue(name, out var merged))
        {
            _order.Add(name);
        }

        if (merged is null || merged.Length < sequence.Length)
        {
            _merged[name] = new int[sequence.Length];
        }
    }
}
