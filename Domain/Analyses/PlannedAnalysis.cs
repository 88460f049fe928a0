using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses;

/// <summary>A sample with a reference, of those that are to be analysed at once.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Obstacle">Why it is not analysed: a sentence; null: it is.</param>
public sealed record PlannedAnalysis(Link Sample, Link Reference, string? Obstacle);
