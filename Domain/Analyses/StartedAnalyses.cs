namespace Virtool.Domain.Analyses;

/// <summary>What was started at once.</summary>
/// <param name="Analyses">The analyses, each with its job.</param>
/// <param name="Refused">What was left out, with the reason.</param>
public sealed record StartedAnalyses(IReadOnlyList<Analysis> Analyses, IReadOnlyList<PlannedAnalysis> Refused);
