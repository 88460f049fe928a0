using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Limits;

/// <summary>Removes groups of jobs that ended without their server: at the start, and from time to time.</summary>
internal sealed class GroupSweep(HostLimits limits, Collection<Job> jobs, TimeProvider time, ILogger<GroupSweep> log) : IOwnedService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        do
        {
            try
            {
                // The groups are listed first: a job that starts meanwhile is not among them.
                var found = await limits.JobsAsync(ended);
                var unfinished = found.Count == 0 ? [] : await jobs.FindAsync(Where<Job>.IsIn(job => job.State, [JobState.Waiting, JobState.Running]), ended);
                await limits.SweepAsync(found.Except(unfinished.Select(job => job.Id)));
            }
            catch (Exception exception) when (!ended.IsCancellationRequested)
            {
                log.LogWarning(exception, "Control groups of jobs that have ended could not be removed; it is tried again in {Delay}", Rhythm);
            }
        }
        while (await timer.WaitForNextTickAsync(ended));
    }
}
