namespace Virtool.Bio.Pathoscope;

/// <summary>A point of a depth curve.</summary>
/// <param name="X">Position, from 0.</param>
/// <param name="Y">Number of reads.</param>
public readonly record struct DepthPoint(int X, int Y);
