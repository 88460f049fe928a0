using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Attempts;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Runs jobs, one after another of their steps, and writes each state before it acts on it.</summary>
internal sealed class JobRun(
    OwnedJobs jobs,
    JobEnding ending,
    AttemptFolders attempts,
    DataFolder data,
    IProcessRunner runner,
    ToolVersions versions,
    JobLog jobLog,
    ServerStop stop,
    LimitsInForce limits,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobRun> log)
{
    /// <summary>Runs a waiting job to its end, and returns when that is written. Where it waits no more, does nothing.</summary>
    /// <param name="id">The job.</param>
    /// <param name="workflow">What it runs.</param>
    /// <param name="grant">What it may take.</param>
    /// <param name="cancel">Somebody wants it stopped.</param>
    /// <param name="stopping">
    /// The server stops: the job stays running, and its tools go on. Or it does not own the data any more: its tools are ended, and it waits again.
    /// </param>
    public async Task RunAsync(string id, IWorkflow workflow, Grant grant, CancellationToken cancel, CancellationToken stopping)
    {
        if (await jobs.MoveAsync(id, waiting => waiting.Starts(workflow, grant, time.GetUtcNow(), attempts.Kept(waiting, workflow)), stopping) is { } job)
        {
            await BringToEndAsync(new Running(job), workflow, cancel, stopping);
        }
    }

    /// <summary>Goes on with a running job at the step that it is in: its code runs again, and finds the runs of its tools again.</summary>
    /// <param name="job">The job, as <see cref="Recovery"/> gave it.</param>
    /// <param name="workflow">What it runs.</param>
    /// <param name="cancel">As of <see cref="RunAsync"/>.</param>
    /// <param name="stopping">As of <see cref="RunAsync"/>.</param>
    public Task GoOnAsync(Job job, IWorkflow workflow, CancellationToken cancel, CancellationToken stopping) =>
        BringToEndAsync(new Running(job) { IsTakenOver = true }, workflow, cancel, stopping);

    private async Task BringToEndAsync(Running running, IWorkflow workflow, CancellationToken cancel, CancellationToken stopping)
    {
        var job = running.Job;
        try
        {
            await RunStepsAsync(running, workflow, cancel, stopping);
            await EndToolsAsync(running);

            // In this order: without its folder a job that does not say yet that it is complete would be begun anew.
            if (await ending.EndAsync(job.Id, ended => ended.Completes(running.Outcome, time.GetUtcNow()), stopping))
            {
                attempts.Discard(job.Id);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested && stop.IsNear && (running.LeftTool is not null || !cancel.IsCancellationRequested))
        {
            Leave(running);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            await EndToolsAsync(running);
            attempts.Put(running.Job, workflow);
            await ending.EndAsync(job.Id, ended => ended.IsCancelled(running.Outcome, time.GetUtcNow()), stopping);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            running.IsLeft = true;
            await EndToolsAsync(running);
            attempts.Discard(running.Job);
            await jobs.MoveAsync(job.Id, lost => lost.Requeues(time.GetUtcNow()), CancellationToken.None);
        }
        catch (StoreException exception) when (exception.IsPassing && running.Job.TimesInStep() < options.Value.MaxAttempts)
        {
            log.LogWarning("Job {Job} ({Task} of {Subject}) waits again, since the database was away: {Why}", job.Id, job.Task, job.Subject.Name, exception.Message);
            await EndToolsAsync(running);
            attempts.Put(running.Job, workflow);
            await ending.EndAsync(job.Id, cut => cut.Requeues(time.GetUtcNow()), stopping);
        }
        catch (Exception exception)
        {
            await FailAsync(running, workflow, exception, stopping);
        }
        finally
        {
            if (!running.IsLeft)
            {
                await runner.ReleaseAsync(job.Id);
            }
        }
    }

    private async Task RunStepsAsync(Running running, IWorkflow workflow, CancellationToken cancel, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        attempts.Begin(running.Job);
        for (var index = running.Job.FinishedSteps(); index < workflow.Steps.Count; index++)
        {
            var tools = new StepTools(running.Job, index, () => stop.IsNear && !cancel.IsCancellationRequested, data, runner, versions, jobLog);
            try
            {
                either.Token.ThrowIfCancellationRequested();
                await workflow.Steps[index].Run(tools.Context, either.Token);
            }
            finally
            {
                (running.Outcome, running.LeftTool) = (tools.Outcome, tools.Left);
            }

            if (index + 1 < workflow.Steps.Count)
            {
                attempts.Finish(running.Job, index + 1);
                running.Job = await NextAsync(running.Job, running.Outcome, index + 1);
            }
        }
    }

    private void Leave(Running running)
    {
        running.IsLeft = true;
        attempts.Leave(running.Job);
        var (job, tool) = (running.Job, running.LeftTool);
        if (tool is null)
        {
            log.LogInformation("Job {Job} ({Task} of {Subject}) stays in step {Step}, which the next server begins again", job.Id, job.Task, job.Subject.Name, job.Stage);
            return;
        }

        stop.Leave();
        log.LogInformation("Job {Job} ({Task} of {Subject}): {Tool} goes on without the server, and the next one takes it over", job.Id, job.Task, job.Subject.Name, tool);
    }

    // A job that was taken over may end before its step asked for the tool that runs on.
    private Task EndToolsAsync(Running running) =>
        running.IsTakenOver ? runner.EndAsync(StepTools.RunPrefix(running.Job.Id, running.Job.Attempts), CancellationToken.None) : Task.CompletedTask;

    private async Task FailAsync(Running running, IWorkflow workflow, Exception exception, CancellationToken stopping)
    {
        var job = running.Job;
        await EndToolsAsync(running);
        if (await jobs.IsTakenAsync(job.Id, stopping))
        {
            running.IsLeft = true;
            attempts.Discard(job);
            log.LogWarning("Job {Job} ({Task} of {Subject}) is another server's by now; what was done of it here is dropped", job.Id, job.Task, job.Subject.Name);
            return;
        }

        attempts.Put(job, workflow);
        var most = limits.Now.Mem;
        var error = Failure.Of(exception, job, most);
        log.LogError(exception, "Job {Job} ({Task} of {Subject}) failed in step {Step}", job.Id, job.Task, job.Subject.Name, job.Stage);
        await SayAsync(job, error);
        await ending.EndAsync(
            job.Id, ended => ended.GetsMoreMemory(exception, most, time.GetUtcNow()) ?? ended.Fails(running.Outcome, error, time.GetUtcNow()), stopping);
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

    private sealed class Running(Job job)
    {
        public Job Job { get; set; } = job;

        public StepOutcome Outcome { get; set; } = StepOutcome.None;

        public string? LeftTool { get; set; }

        public bool IsTakenOver { get; init; }

        /// <summary>Another server has it, or will: what holds its runs is that one's.</summary>
        public bool IsLeft { get; set; }
    }
}
