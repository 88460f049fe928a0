namespace Virtool.Domain.Analyses.Comparing;

/// <summary>Two analyses of one sample.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Differences">In what they differ that may explain what they found; empty: in nothing.</param>
/// <param name="Viruses">The viruses of both, the largest weight of either first.</param>
public sealed record AnalysisComparison(Analysis First, Analysis Second, IReadOnlyList<Difference> Differences, IReadOnlyList<ComparedVirus> Viruses);
