using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>A sequence of an isolate, hit or not.</summary>
/// <param name="Sequence">What it is.</param>
/// <param name="Hit">The reads it was given; null where it was given none.</param>
public sealed record SequenceRow(HitSequence Sequence, Hit? Hit)
{
    /// <summary>Weight after reassignment, 0 to 1.</summary>
    public double Weight => Hit?.Final.Pi ?? 0;

    /// <summary>Weight before reassignment, 0 to 1.</summary>
    public double Initial => Hit?.Initial.Pi ?? 0;

    /// <summary>Reads whose best hit it is, after reassignment.</summary>
    public int Reads => Hit?.Final.Reads ?? 0;

    /// <summary>Share of its bases with a read, 0 to 1.</summary>
    public double Coverage => Hit?.Coverage ?? 0;

    /// <summary>The number of reads over each base, as near as the result keeps it.</summary>
    public int[] Depths() => Hit is null ? new int[Sequence.Length] : Analyses.Depths.Fill(Hit.Align, Sequence.Length);
}
