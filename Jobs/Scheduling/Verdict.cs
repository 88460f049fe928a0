namespace Virtool.Jobs.Scheduling;

/// <summary>What is decided of a waiting job.</summary>
/// <param name="JobId">The job.</param>
public abstract record Verdict(string JobId)
{
    /// <summary>It starts now.</summary>
    public sealed record Start(string JobId, Resources Resources) : Verdict(JobId);

    /// <summary>It waits, and why; the first in line also until when at the latest, as long as none of higher rank comes.</summary>
    public sealed record Wait(string JobId, string Reason, DateTimeOffset? StartsBy = null) : Verdict(JobId);
}
