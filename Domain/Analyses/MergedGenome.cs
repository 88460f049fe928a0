namespace Virtool.Domain.Analyses;

/// <summary>
/// The depth along a virus: its isolates merged by segment, base by base the deepest, along the longest; the segments joined in the order of the
/// virus's schema. Sequences that name no segment are matched by their order within their isolate.
/// </summary>
/// <param name="Segments">The segments, in order.</param>
public sealed record MergedGenome(IReadOnlyList<MergedSegment> Segments)
{
    /// <summary>Bases of all segments.</summary>
    public int Length => Segments.Sum(segment => segment.Depths.Length);

    /// <summary>Share of the bases with at least one read, 0 to 1; 0 without bases.</summary>
    public double Coverage => Length == 0 ? 0 : Depths.Count(depth => depth > 0) / (double)Length;

    /// <summary>Mean number of reads over a base; 0 without bases.</summary>
    public double Mean => Length == 0 ? 0 : Depths.Sum(depth => (double)depth) / Length;

    /// <summary>The number of reads over each base of all segments, one after another.</summary>
    public IEnumerable<int> Depths => Segments.SelectMany(segment => segment.Depths);

    /// <summary>Merges the isolates of a virus.</summary>
    /// <param name="otu">The virus.</param>
    /// <param name="depthsOf">The number of reads over each base of a sequence; null where it was not hit.</param>
    public static MergedGenome Of(HitOtu otu, Func<HitSequence, int[]?> depthsOf)
    {
        var merger = new GenomeMerger(otu);
        foreach (var sequence in otu.Isolates.SelectMany(isolate => isolate.Sequences))
        {
            if (depthsOf(sequence) is { } depths)
            {
                merger.Add(sequence.Id, depths);
            }
        }

        return merger.Merged();
    }

    /// <summary>Median number of reads over a base; of an even number the mean of the two in the middle; 0 without bases.</summary>
    public double Median()
    {
        var sorted = Depths.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + (double)sorted[middle]) / 2;
    }
}
