namespace Virtool.Domain.Jobs;

/// <summary>One entry of a job's history.</summary>
/// <param name="State">The state from then on.</param>
/// <param name="Stage">The step, by its snake_case name; null before the first.</param>
/// <param name="Progress">Share of the steps done, 0 to 1.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Error">Why it failed, with <see cref="JobState.Error"/>.</param>
public sealed record JobStatus(JobState State, string? Stage, double Progress, DateTimeOffset Timestamp, JobError? Error = null);
