namespace Virtool.Domain.Samples;

/// <summary>Why something was not done with one of many samples.</summary>
/// <param name="Id">The sample.</param>
/// <param name="Name">What it is called; its id where the viewer may not see it, or it is gone.</param>
/// <param name="Reason">Why, and what to do: a sentence.</param>
public sealed record BulkObstacle(string Id, string Name, string Reason);
