namespace Virtool.Domain.Analyses;

/// <summary>What would be started at once.</summary>
/// <param name="Pairs">Each sample with each reference.</param>
public sealed record AnalysisPlan(IReadOnlyList<PlannedAnalysis> Pairs)
{
    /// <summary>So many jobs are started.</summary>
    public int JobCount => Pairs.Count(pair => pair.Obstacle is null);

    /// <summary>What is left out, with the reason.</summary>
    public IEnumerable<PlannedAnalysis> Refused => Pairs.Where(pair => pair.Obstacle is not null);
}
