using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Scheduling;

/// <summary>The job after it reached a limit. Each gives null where the job is not in the state that it can happen in.</summary>
public static class LimitTransitions
{
    /// <summary>It ran for all of its time: from now on it is stopped, which ends as <see cref="JobTransitions.IsCancelled"/>, with the error. One that somebody cancelled is left to that.</summary>
    public static Job? TimesOut(this Job job, string title) => job.State != JobState.Running || job.CancelRequested
        ? null
        : job with { CancelRequested = true, Error = OutOfTime(job, title) };

    /// <summary>It waits again, with more memory: a tool ran out of what it had. Once, and by itself.</summary>
    /// <param name="job">The job.</param>
    /// <param name="exception">What its step ended with.</param>
    /// <param name="most">GB of memory that all jobs together may have.</param>
    /// <param name="now">The time.</param>
    public static Job? GetsMoreMemory(this Job job, Exception exception, int most, DateTimeOffset now) =>
        job.MemoryByItself(exception, most) is { } more && job.Requeues(now) is { } again ? again with { WantedMem = more, MemoryRaised = true } : null;

    /// <summary>GB of memory with which the job is started again by itself; null where it is not: what failed was something else, it was done once already, or the job had all.</summary>
    internal static int? MemoryByItself(this Job job, Exception exception, int most) =>
        exception is ToolFailedException { Result.OutOfMemory: true } && !job.MemoryRaised && !job.CancelRequested ? job.MoreMemory(most) : null;

    /// <summary>Twice what it had, as far as all jobs together may have that; null where it had all.</summary>
    internal static int? MoreMemory(this Job job, int most) => job.Mem < most ? Math.Min(2 * job.Mem, most) : null;

    private static JobError OutOfTime(Job job, string title)
    {
        var hours = FormattableString.Invariant($"{job.TimeLimit:0.##}");
        return new JobError(
            "timed_out",
            $"The job ran longer than the {hours} {(hours == "1" ? "hour" : "hours")} that one of {title} may, and was stopped. An administrator can give such jobs more time in Settings; then start it again.",
            []);
    }
}
