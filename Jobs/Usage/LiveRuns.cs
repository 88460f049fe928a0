namespace Virtool.Jobs.Usage;

/// <summary>The runs of jobs that this server watches, and what they use.</summary>
public sealed class LiveRuns
{
    /// <summary>What each running job uses, with its share of the machine's cores since this was last asked.</summary>
    internal IReadOnlyList<JobUsage> Measure() => [];
}
