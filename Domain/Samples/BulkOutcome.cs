namespace Virtool.Domain.Samples;

/// <summary>What became of something that was done with many samples.</summary>
/// <param name="Done">The ids of those that it was done with.</param>
/// <param name="Left">Those that it was not done with, and why.</param>
public sealed record BulkOutcome(IReadOnlyList<string> Done, IReadOnlyList<BulkObstacle> Left);
