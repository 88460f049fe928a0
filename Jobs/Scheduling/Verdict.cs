namespace Virtool.Jobs.Scheduling;

/// <summary>What is decided of a waiting job.</summary>
/// <param name="JobId">The job.</param>
public abstract record Verdict(string JobId)
{
    /// <summary>It starts now.</summary>
    public sealed record Start(string JobId, Resources Resources) : Verdict(JobId);

    /// <summary>It waits, and why.</summary>
    public sealed record Wait(string JobId, string Reason) : Verdict(JobId);

    /// <summary>It could never start, and why.</summary>
    public sealed record Refuse(string JobId, string Sentence) : Verdict(JobId);
}
