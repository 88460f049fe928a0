namespace Virtool.Jobs.Scheduling;

/// <summary>A waiting job, as far as the decision looks at it.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Wanted">What it would hold under the limits in force.</param>
public sealed record Candidate(string JobId, Resources Wanted);
