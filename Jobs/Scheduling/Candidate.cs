namespace Virtool.Jobs.Scheduling;

/// <summary>A waiting job, as far as the decision looks at it.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Wanted">What it would hold under the limits in force.</param>
/// <param name="Obstacle">What keeps it whatever is free: a sentence; null where nothing does.</param>
/// <param name="Hours">How long it may run, in hours.</param>
public readonly record struct Candidate(string JobId, Resources Wanted, string? Obstacle = null, double Hours = Virtool.Domain.Settings.WorkflowLimits.DefaultHours);
