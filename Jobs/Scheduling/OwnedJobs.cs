using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Scheduling;

/// <summary>The jobs as the owner of the data moves them, in one tenure: each under its fence.</summary>
internal sealed class OwnedJobs(Collection<Job> jobs, Tenure tenure)
{
    /// <summary>Takes a job through a transition; null where it is gone, in another state, or a later owner's.</summary>
    public Task<Job?> MoveAsync(string id, Func<Job, Job?> transition, CancellationToken cancellation) =>
        jobs.UpdateAsync(id, job => job.Under(tenure.Fence, transition), cancellation);

    /// <summary>Makes the job this owner's, so that none before it moves it any more; false where it is a later one's.</summary>
    public async Task<bool> MarkAsync(Job job, CancellationToken cancellation) =>
        await MoveAsync(job.Id, marked => marked, cancellation) is not null || !await IsTakenAsync(job.Id, cancellation);

    /// <summary>Whether a later owner has the job.</summary>
    public async Task<bool> IsTakenAsync(string id, CancellationToken cancellation) =>
        await jobs.GetAsync(id, cancellation) is { } now && now.Fence > tenure.Fence;
}
