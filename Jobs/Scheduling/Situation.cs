namespace Virtool.Jobs.Scheduling;

/// <summary>What is decided about.</summary>
/// <param name="Now">The time.</param>
/// <param name="Total">What all jobs together may hold.</param>
/// <param name="Running">What the running ones hold.</param>
/// <param name="ImportMem">
/// Memory in GB that files being imported are charged. It holds back only what would run beside other jobs: arrivals never keep a job from
/// running alone, for then they live on what is left for the server.
/// </param>
public sealed record Situation(DateTimeOffset Now, Resources Total, IReadOnlyCollection<Holding> Running, int ImportMem = 0);
