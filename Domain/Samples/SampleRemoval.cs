namespace Virtool.Domain.Samples;

/// <summary>What goes when samples are removed.</summary>
/// <param name="Names">What the samples that can be removed are called.</param>
/// <param name="Analyses">Their analyses, with their results.</param>
/// <param name="Jobs">Jobs that are over.</param>
/// <param name="Files">Files of reads.</param>
/// <param name="Bytes">What is in their folders, reads and what was kept of analyses.</param>
/// <param name="Left">Those that cannot be removed, and why.</param>
public sealed record SampleRemoval(IReadOnlyList<string> Names, int Analyses, int Jobs, int Files, long Bytes, IReadOnlyList<BulkObstacle> Left);
