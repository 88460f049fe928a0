using Virtool.Components.Analyses.Coverage;
using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>An isolate with what its sequences were given.</summary>
/// <param name="Isolate">What it is.</param>
/// <param name="Sequences">All of its sequences, in the order of the virus's segments.</param>
/// <param name="Weight">After reassignment, 0 to 1: the sum of its sequences.</param>
/// <param name="Initial">Before reassignment.</param>
/// <param name="Reads">Reads whose best hit it is.</param>
/// <param name="Coverage">Share of the bases of all its sequences with a read, 0 to 1.</param>
/// <param name="Depth">Median over the bases of all its sequences.</param>
/// <param name="MeanDepth">Mean over them.</param>
public sealed record IsolateRow(
    HitIsolate Isolate,
    IReadOnlyList<SequenceRow> Sequences,
    double Weight,
    double Initial,
    long Reads,
    double Coverage,
    double Depth,
    double MeanDepth)
{
    /// <summary>Below this share of its virus's weight an isolate is shown on demand only.</summary>
    public const double LeastShare = 0.03;

    /// <summary>Bases of all its sequences.</summary>
    public int Length => Sequences.Sum(row => row.Sequence.Length);

    /// <summary>Its only accession, or how many sequences it has.</summary>
    public string Accessions => Sequences.Count == 1 ? Sequences[0].Sequence.Accession : $"{Sequences.Count} sequences";

    /// <summary>What people call it; its accessions where it has no name.</summary>
    public string Name => Isolate.Name.StartsWith("Unnamed", StringComparison.Ordinal) ? Accessions : Isolate.Name;

    /// <summary>Of an isolate of a result.</summary>
    /// <param name="isolate">The isolate.</param>
    /// <param name="schema">The names of the virus's segments in order.</param>
    /// <param name="hits">The hits by sequence id.</param>
    public static IsolateRow Of(HitIsolate isolate, IReadOnlyList<string> schema, IReadOnlyDictionary<string, Hit> hits)
    {
        SequenceRow[] sequences = [.. SegmentOrder.Sorted(schema, isolate.Sequences).Select(sequence => new SequenceRow(sequence, hits.GetValueOrDefault(sequence.Id)))];
        var length = sequences.Sum(row => (double)row.Sequence.Length);
        return new IsolateRow(
            isolate,
            sequences,
            sequences.Sum(row => row.Weight),
            sequences.Sum(row => row.Initial),
            sequences.Sum(row => (long)row.Reads),
            length == 0 ? 0 : sequences.Sum(row => row.Coverage * row.Sequence.Length) / length,
            sequences is [{ Hit: { } only }] ? only.MedianDepth : Depths.Median([.. sequences.SelectMany(row => row.Depths())]),
            length == 0 ? 0 : sequences.Sum(row => (double)(row.Hit?.Depth ?? 0) * row.Sequence.Length) / length);
    }
}
