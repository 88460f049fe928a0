using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Jobs;

/// <summary>What people and programs do with jobs. The scheduler sees each change through the change feed.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="settings">Knows the limits.</param>
/// <param name="time">The clock.</param>
public sealed class JobService(Collection<Job> jobs, SettingsService settings, TimeProvider time)
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

    /// <summary>Those that are over, in one of the states, and that <see cref="ClearAsync"/> would remove.</summary>
    public Query<Job> Over(Viewer viewer, IReadOnlyList<JobState> states) => Query<Job>.All.Readable(viewer).Where(
        Where<Job>.IsIn(job => job.State, states.Where(state => state.IsLast())) & Where<Job>.Is(job => job.CleanUpDue, false));

    /// <summary>Those that wait or run, oldest first.</summary>
    public Query<Job> Open(Viewer viewer) =>
        Query<Job>.All.Readable(viewer).Where(Where<Job>.IsIn(job => job.State, [JobState.Running, JobState.Waiting])).OrderBy(job => job.CreatedAt);

    /// <summary>
    /// Those that wait or run, whoever may see them, oldest first: for telling what takes the machine. Of one that the viewer may not see nothing but
    /// <see cref="StrangersJob"/> is shown.
    /// </summary>
    public Query<Job> OpenOfAll { get; } =
        Query<Job>.All.Where(Where<Job>.IsIn(job => job.State, [JobState.Running, JobState.Waiting])).OrderBy(job => job.CreatedAt);

    /// <summary>Those that wait or run and that the viewer may not see, oldest first, as far as they are told.</summary>
    public async Task<IReadOnlyList<StrangersJob>> StrangersAsync(Viewer viewer, CancellationToken cancellation = default) =>
        viewer.Administrator ? [] : [.. (await jobs.FindAsync(OpenOfAll, cancellation)).Where(job => !viewer.MayRead(job)).Select(StrangersJob.Of)];

    /// <summary>Those that run.</summary>
    public Task<IReadOnlyList<Job>> RunningAsync(Viewer viewer, CancellationToken cancellation = default) =>
        jobs.FindAsync(Query<Job>.All.Readable(viewer).Where(Where<Job>.Is(job => job.State, JobState.Running)).OrderBy(job => job.CreatedAt), cancellation);

    /// <summary>Submits a job. What its workflow is given is never more than all jobs together may have; so only what it wants for itself can be too much.</summary>
    /// <exception cref="RefusedException">It wants more memory than all jobs together may have.</exception>
    public async Task<Job> SubmitAsync(Job job, CancellationToken cancellation = default)
    {
        await DemandMemoryAsync(job.WantedMem, cancellation);
        return await jobs.InsertAsync(job, cancellation);
    }

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

    /// <summary>Starts a job again that failed or was cancelled, from its first unfinished step.</summary>
    /// <param name="viewer">Who wants it: whoever may cancel jobs.</param>
    /// <param name="id">The job.</param>
    /// <param name="memory">Memory in GB that it is to get, as its error offers; null: the limit in force.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotPermittedException">The viewer may not.</exception>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    /// <exception cref="RefusedException">It is not over, is still being cleaned up, or cannot be started again; or all jobs together may not have so much memory.</exception>
    /// <exception cref="BadRequestException">The memory is less than 1 GB.</exception>
    public async Task<Job> RetryAsync(Viewer viewer, string id, int? memory = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CancelJob);
        if (memory < 1)
        {
            throw new BadRequestException($"A job takes at least 1 GB of memory; you gave {memory}.");
        }

        await GetAsync(viewer, id, cancellation);
        await DemandMemoryAsync(memory, cancellation);
        string? obstacle = null;
        var job = await jobs.UpdateAsync(
            id,
            current =>
            {
                obstacle = RetryObstacle(current);
                return obstacle is null ? current.Retried(memory, time.GetUtcNow()) : current;
            },
            cancellation) ?? throw new NotFoundException("There is no such job.");
        return obstacle is null ? job : throw new RefusedException(obstacle);
    }

    /// <summary>Removes a job that is over.</summary>
    /// <exception cref="NotPermittedException">The viewer may not remove jobs.</exception>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    /// <exception cref="RefusedException">It waits or runs, or is still being cleaned up.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.RemoveJob);
        var job = await GetAsync(viewer, id, cancellation);
        if (!job.IsOver() || job.CleanUpDue)
        {
            throw new RefusedException("The job is not over yet. Cancel it first, then remove it.");
        }

        await jobs.DeleteAsync(id, cancellation);
    }

    /// <summary>Removes the jobs that are in one of the states, and that the viewer may see.</summary>
    /// <returns>The ids of those that were removed.</returns>
    /// <exception cref="NotPermittedException">The viewer may not remove jobs.</exception>
    public async Task<IReadOnlyList<string>> ClearAsync(Viewer viewer, IReadOnlyList<JobState> states, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.RemoveJob);
        var removed = new List<string>();
        foreach (var job in await jobs.FindAsync(Over(viewer, states), cancellation))
        {
            await jobs.DeleteAsync(job.Id, cancellation);
            removed.Add(job.Id);
        }

        return removed;
    }

    /// <summary>Lets a waiting job start sooner (above 0) or later (below) than others that were submitted with it.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="BadRequestException">The priority is not of <see cref="JobRules.LowestPriority"/> to <see cref="JobRules.HighestPriority"/>.</exception>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    /// <exception cref="RefusedException">It does not wait any more.</exception>
    public async Task<Job> PrioritiseAsync(Viewer viewer, string id, int priority, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        if (priority is < JobRules.LowestPriority or > JobRules.HighestPriority)
        {
            throw new BadRequestException($"A priority is a number from {JobRules.LowestPriority} to {JobRules.HighestPriority}; you gave {priority}.");
        }

        var job = await jobs.UpdateAsync(id, current => current.State == JobState.Waiting ? current with { Priority = priority } : current, cancellation)
            ?? throw new NotFoundException("There is no such job.");
        return job.State == JobState.Waiting ? job : throw new RefusedException("The job does not wait any more: its priority would change nothing.");
    }

    private async Task DemandMemoryAsync(int? wanted, CancellationToken cancellation)
    {
        if (wanted is { } memory && (await settings.EffectiveLimitsAsync(cancellation)).Mem is var most && memory > most)
        {
            throw new RefusedException($"The job wants {memory} GB of memory; all jobs together may have {most} GB. An administrator can raise that in Settings, up to what the machine has.");
        }
    }

    private static string? RetryObstacle(Job job) => job switch
    {
        { State: JobState.Waiting or JobState.Running } => "The job is not over: it cannot be started again.",
        { State: JobState.Complete } => "The job is complete: there is nothing to start again.",
        { CleanUpDue: true } => "What the job left is still being cleaned up. Try again in a moment.",
        { Retryable: false } => "This job cannot be started again, since what it worked for was taken away with it. Begin anew from there.",
        _ => null,
    };

    private static Job WithCancelWanted(Job job) => job.IsOver() || job.CancelRequested ? job : job with { CancelRequested = true };
}
