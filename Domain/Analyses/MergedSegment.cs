namespace Virtool.Domain.Analyses;

/// <summary>A segment of a virus, its isolates merged.</summary>
/// <param name="Name">The segment's name; blank where its sequences name none.</param>
/// <param name="Depths">The number of reads over each base.</param>
public sealed record MergedSegment(string Name, int[] Depths);
