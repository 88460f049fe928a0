using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Brings jobs into their last state, and does what follows from it: the workflow cleans up.</summary>
internal sealed class JobEnding(
    OwnedJobs jobs, WorkflowCatalog catalog, IOptions<JobOptions> options, TimeProvider time, ILogger<JobEnding> log)
{
    /// <summary>Writes the last state, again until it is written, and cleans up. A job that a later owner has is left to it.</summary>
    /// <returns>It was written.</returns>
    public async Task<bool> EndAsync(string id, Func<Job, Job?> change, CancellationToken stopping)
    {
        var ended = await WriteAsync(id, change, stopping);
        if (ended is { CleanUpDue: true })
        {
            await CleanUpAsync(ended, stopping, waits: true);
        }

        return ended is not null;
    }

    /// <summary>Runs the clean-up of a job in its last state, and writes that it is done. One that fails is due again at the next start.</summary>
    /// <param name="job">The job.</param>
    /// <param name="stopping">The server stops.</param>
    /// <param name="waits">Where the files directory is away, it is waited for.</param>
    public async Task CleanUpAsync(Job job, CancellationToken stopping, bool waits = false)
    {
        try
        {
            if (catalog.Find(job.Task) is { } workflow)
            {
                await workflow.CleanUpAsync(job, stopping);
            }

            await jobs.MoveAsync(job.Id, ended => ended with { CleanUpDue = false }, CancellationToken.None);
        }
        catch (StoreException exception) when (exception.IsPassing && !stopping.IsCancellationRequested)
        {
            log.LogWarning("The clean-up of job {Job} ({Task} of {Subject}) waits for the database: {Why}", job.Id, job.Task, job.Subject.Name, exception.Message);
            await Task.Delay(options.Value.RetryDelay, time, stopping);
            await CleanUpAsync(job, stopping, waits);
        }
        catch (FilesAwayException exception) when (waits && !stopping.IsCancellationRequested)
        {
            log.LogWarning("Job {Job} ({Task} of {Subject}) has ended. {Why}", job.Id, job.Task, job.Subject.Name, exception.Message);
            await Task.Delay(options.Value.RetryDelay, time, stopping);
            await CleanUpAsync(job, stopping, waits);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            log.LogError(exception, "The clean-up of job {Job} ({Task} of {Subject}) failed; it is tried again at the next start", job.Id, job.Task, job.Subject.Name);
        }
    }

    private async Task<Job?> WriteAsync(string id, Func<Job, Job?> change, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await jobs.MoveAsync(id, job => Marked(change(job)), CancellationToken.None);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                // A database on a full disk: the job has ended all the same, and must not seem to run for ever.
                log.LogError(exception, "The last state of job {Job} cannot be written; it is tried again", id);
                await Task.Delay(options.Value.RetryDelay, time, stopping);
            }
        }
    }

    private Job? Marked(Job? ended) =>
        ended is { State: JobState.Error or JobState.Cancelled } ? ended with { Retryable = catalog.Find(ended.Task) is { Retryable: true } } : ended;
}
