using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>An isolate with what its sequences were given.</summary>
/// <param name="Isolate">What it is.</param>
/// <param name="Sequences">All of its sequences, by segment, then longest first.</param>
/// <param name="Weight">After reassignment, 0 to 1: the sum of its sequences.</param>
/// <param name="Initial">Before reassignment.</param>
/// <param name="Reads">Weight times the reads that were kept.</param>
/// <param name="Coverage">Share of the bases of all its sequences with a read, 0 to 1.</param>
/// <param name="Depth">Median over the bases of all its sequences.</param>
/// <param name="Trust">By the rules of thumb.</param>
public sealed record IsolateRow(
    HitIsolate Isolate,
    IReadOnlyList<SequenceRow> Sequences,
    double Weight,
    double Initial,
    double Reads,
    double Coverage,
    double Depth,
    Trust Trust)
{
    /// <summary>Bases of all its sequences.</summary>
    public int Length => Sequences.Sum(row => row.Sequence.Length);

    /// <summary>Its only accession, or how many sequences it has.</summary>
    public string Accessions => Sequences.Count == 1 ? Sequences[0].Sequence.Accession : $"{Sequences.Count} sequences";
}
