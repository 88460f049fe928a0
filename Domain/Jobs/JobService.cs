using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Jobs;

/// <summary>What people and programs do with jobs. The scheduler sees each change through the change feed.</summary>
/// <param name="jobs">The jobs.</param>
public sealed class JobService(Collection<Job> jobs)
{
    /// <summary>The job.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Job> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await jobs.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such job.");

    /// <summary>The job alone, as long as the viewer may see it.</summary>
    public Query<Job> ById(Viewer viewer, string id) => Query<Job>.ById(id).Readable(viewer);

    /// <summary>Newest first; <paramref name="text"/> is looked for in workflow, subject and user.</summary>
    public Query<Job> Search(Viewer viewer, string? text = null)
    {
        var query = Query<Job>.All.Readable(viewer).OrderBy(job => job.CreatedAt, descending: true);
        return string.IsNullOrWhiteSpace(text) ? query : query.Where(Where<Job>.Contains(job => job.Search, text.Trim()));
    }

    /// <summary>Those that wait or run, oldest first.</summary>
    public Query<Job> Open(Viewer viewer) =>
        Query<Job>.All.Readable(viewer).Where(Where<Job>.IsIn(job => job.State, [JobState.Running, JobState.Waiting])).OrderBy(job => job.CreatedAt);

    /// <summary>Submits a job.</summary>
    public Task<Job> SubmitAsync(Job job, CancellationToken cancellation = default) => jobs.InsertAsync(job, cancellation);

    /// <summary>Wants a job cancelled. The scheduler, which alone moves jobs from state to state, does so: where it runs, it ends its tools first.</summary>
    /// <exception cref="NotPermittedException">The viewer may not cancel jobs.</exception>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    /// <exception cref="RefusedException">It is over.</exception>
    public async Task<Job> CancelAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CancelJob);
        await GetAsync(viewer, id, cancellation);
        var job = await jobs.UpdateAsync(id, WithCancelWanted, cancellation) ?? throw new NotFoundException("There is no such job.");
        return job.State is JobState.Complete or JobState.Error
            ? throw new RefusedException("The job is over: there is nothing to cancel.")
            : job;
    }

    private static Job WithCancelWanted(Job job) => job.IsOver() || job.CancelRequested ? job : job with { CancelRequested = true };
}
