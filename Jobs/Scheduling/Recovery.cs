using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Attempts;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>What an owner of the data does first about the jobs of the one before it. No job is lost, and none is run twice at a time.</summary>
internal sealed class Recovery(
    Collection<Job> jobs,
    OwnedJobs owned,
    JobEnding ending,
    AttemptFolders attempts,
    WorkflowCatalog catalog,
    IProcessRunner runner,
    Strays strays,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<Recovery> log)
{
    private const int MarkedAtOnce = 256;

    /// <summary>
    /// Marks all that is unfinished, so that an owner before, which may live and not know, moves nothing of it any more. Then finds the running
    /// jobs that can go on, puts the others back in line, ends processes of runs that nobody waits for, and does clean-ups that are due.
    /// </summary>
    /// <returns>The jobs that go on: the caller runs them.</returns>
    public async Task<IReadOnlyList<Job>> RunAsync(CancellationToken stopping)
    {
        await MarkAsync(stopping);
        var goingOn = new List<Job>();
        foreach (var job in await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Running), stopping))
        {
            if (await TakeOverAsync(job, stopping) is { } resumed)
            {
                goingOn.Add(resumed);
            }
        }

        await strays.EndAsync(goingOn, stopping);
        foreach (var job in await jobs.FindAsync(Where<Job>.Is(job => job.CleanUpDue, true), stopping))
        {
            await ending.CleanUpAsync(job, stopping);
        }

        return goingOn;
    }

    /// <summary>
    /// Takes over a job that runs under nobody's eyes. It goes on in its attempt where the process that ran it has ended on this machine, in this
    /// boot. Otherwise what is left of it on this machine is ended, and it waits again.
    /// </summary>
    /// <returns>The job where it goes on; null where it does not.</returns>
    public async Task<Job?> TakeOverAsync(Job job, CancellationToken stopping)
    {
        if (!await owned.MarkAsync(job, stopping))
        {
            return null;
        }

        var standing = IsKnown(job) ? attempts.Look(job) : Standing.Elsewhere;
        if (standing != Standing.Left && job.TimesInStep() >= options.Value.MaxAttempts)
        {
            await GiveUpAsync(job, stopping);
            return null;
        }

        if (standing is Standing.Left or Standing.Died)
        {
            log.LogInformation("Job {Job} ({Task} of {Subject}) goes on in step {Step}: the server that ran it has ended", job.Id, job.Task, job.Subject.Name, job.Stage);
            return await owned.MoveAsync(job.Id, running => running.Resumes(standing == Standing.Died, time.GetUtcNow()), stopping);
        }

        log.LogWarning("Job {Job} ({Task} of {Subject}) was running, and the server that ran it has ended or lost the data; it waits again", job.Id, job.Task, job.Subject.Name);
        await runner.EndAsync(StepTools.RunPrefix(job.Id), stopping);
        if (standing == Standing.Elsewhere)
        {
            attempts.Discard(job.Id);
        }

        await owned.MoveAsync(job.Id, running => running.Requeues(time.GetUtcNow()), stopping);
        return null;
    }

    private bool IsKnown(Job job) =>
        catalog.Find(job.Task) is { } workflow && workflow.Steps.Select(step => step.Name).SequenceEqual(job.Steps.Select(step => step.Name));

    private async Task GiveUpAsync(Job job, CancellationToken stopping)
    {
        var error = new JobError(
            "lost",
            $"The server ended {options.Value.MaxAttempts} times while this job was in this step, so it is not started again by itself. Look at the server's own log for the reason, then start it again.",
            []);
        log.LogError("Job {Job} ({Task} of {Subject}) is given up: the server has ended again and again in its step {Step}", job.Id, job.Task, job.Subject.Name, job.Stage);
        await runner.EndAsync(StepTools.RunPrefix(job.Id), stopping);
        if (catalog.Find(job.Task) is { } workflow)
        {
            attempts.Put(job, workflow);
        }

        await ending.EndAsync(job.Id, running => running.Fails(last: null, error, time.GetUtcNow()), stopping);
    }

    private async Task MarkAsync(CancellationToken stopping)
    {
        var unfinished = Where<Job>.IsIn(job => job.State, [JobState.Waiting, JobState.Running]) | Where<Job>.Is(job => job.CleanUpDue, true);
        foreach (var some in (await jobs.FindAsync(unfinished, stopping)).Chunk(MarkedAtOnce))
        {
            var marked = await Task.WhenAll(some.Select(job => owned.MarkAsync(job, stopping)));
            foreach (var job in some.Where((_, place) => !marked[place]))
            {
                log.LogError("Job {Job} ({Task} of {Subject}) is left alone: a later owner of the data has it (fence {Fence})", job.Id, job.Task, job.Subject.Name, job.Fence);
            }
        }
    }
}
