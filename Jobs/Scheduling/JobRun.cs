using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Runs jobs, one after another of their steps, and writes each state before it acts on it.</summary>
internal sealed class JobRun(
    OwnedJobs jobs,
    JobEnding ending,
    DataFolder data,
    IProcessRunner runner,
    ToolVersions versions,
    JobLog jobLog,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobRun> log)
{
    /// <summary>Runs a waiting job to its end, and returns when that is written. Where it waits no more, does nothing.</summary>
    /// <param name="id">The job.</param>
    /// <param name="workflow">What it runs.</param>
    /// <param name="resources">What it holds.</param>
    /// <param name="cancel">Somebody wants it stopped.</param>
    /// <param name="stopping">The server stops, or does not own the data any more: its tools are ended, and it waits again.</param>
    public async Task RunAsync(string id, IWorkflow workflow, Resources resources, CancellationToken cancel, CancellationToken stopping)
    {
        var job = await jobs.MoveAsync(id, waiting => waiting.Starts(workflow, resources, time.GetUtcNow()), stopping);
        if (job is null)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        var outcome = StepOutcome.None;
        try
        {
            Directory.CreateDirectory(data.Attempt(id, job.Attempts));
            for (var index = 0; index < workflow.Steps.Count; index++)
            {
                job = index == 0 ? job : await NextAsync(job, outcome, index);
                var tools = new StepTools(job, index, data, runner, versions, jobLog);
                try
                {
                    either.Token.ThrowIfCancellationRequested();
                    await workflow.Steps[index].Run(tools.Context, either.Token);
                }
                finally
                {
                    outcome = tools.Outcome;
                }
            }

            ending.Discard(job);
            await ending.EndAsync(id, running => running.Completes(outcome, time.GetUtcNow()), stopping);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            ending.Discard(job);
            await ending.EndAsync(id, running => running.IsCancelled(outcome, time.GetUtcNow()), stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            ending.Discard(job);
            await jobs.MoveAsync(id, running => running.Requeues(time.GetUtcNow()), CancellationToken.None);
        }
        catch (StoreException exception) when (exception.IsPassing && job.Attempts < options.Value.MaxAttempts)
        {
            log.LogWarning("Job {Job} ({Task} of {Subject}) waits again, since the database was away: {Why}", id, job.Task, job.Subject.Name, exception.Message);
            ending.Discard(job);
            await ending.EndAsync(id, running => running.Requeues(time.GetUtcNow()), stopping);
        }
        catch (Exception exception)
        {
            ending.Discard(job);
            await FailAsync(job, outcome, exception, stopping);
        }
    }

    private async Task FailAsync(Job job, StepOutcome outcome, Exception exception, CancellationToken stopping)
    {
        if (await jobs.IsTakenAsync(job.Id, stopping))
        {
            log.LogWarning("Job {Job} ({Task} of {Subject}) is another server's by now; what was done of it here is dropped", job.Id, job.Task, job.Subject.Name);
            return;
        }

        var error = Failure.Of(exception, job);
        log.LogError(exception, "Job {Job} ({Task} of {Subject}) failed in step {Step}", job.Id, job.Task, job.Subject.Name, job.Stage);
        await SayAsync(job, error);
        await ending.EndAsync(job.Id, running => running.Fails(outcome, error, time.GetUtcNow()), stopping);
    }

    private async Task<Job> NextAsync(Job job, StepOutcome before, int index) =>
        await jobs.MoveAsync(job.Id, running => running.NextStep(before, index, time.GetUtcNow()), CancellationToken.None)
        ?? throw new ConflictException("jobs", job.Id);

    // The log says it too; that it cannot (the disk may be the one that is full) does not hide the error itself.
    private async Task SayAsync(Job job, JobError error)
    {
        try
        {
            var index = job.Steps.ToList().FindIndex(step => step.Name == job.Stage);
            await jobLog.WriteAsync(job.Id, index + 1, job.Stage ?? "start", error.Message, CancellationToken.None);
        }
        catch (IOException exception)
        {
            log.LogWarning(exception, "The log of job {Job} cannot be written", job.Id);
        }
    }
}
