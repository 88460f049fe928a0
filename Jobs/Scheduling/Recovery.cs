using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Scheduling;

/// <summary>What an owner of the data does first about the jobs of the one before it. No job is lost, and none is run twice at a time.</summary>
internal sealed class Recovery(
    Collection<Job> jobs, OwnedJobs owned, JobEnding ending, IProcessRunner runner, DataFolder data, IOptions<JobOptions> options, TimeProvider time, ILogger<Recovery> log)
{
    private const int MarkedAtOnce = 256;

    /// <summary>
    /// Marks all that is unfinished, so that an owner before, which may live and not know, moves nothing of it any more. Then ends what is
    /// left of running jobs and puts them back in line, removes work folders, and does clean-ups that are due.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await MarkAsync(stopping);
        foreach (var job in await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Running), stopping))
        {
            await TakeBackAsync(job, stopping);
        }

        if (Directory.Exists(data.Work))
        {
            foreach (var folder in Directory.EnumerateDirectories(data.Work))
            {
                ending.Discard(Path.GetFileName(folder));
            }
        }

        foreach (var job in await jobs.FindAsync(Where<Job>.Is(job => job.CleanUpDue, true), stopping))
        {
            await ending.CleanUpAsync(job, stopping);
        }
    }

    /// <summary>Ends what is left on this machine of a job that runs under nobody's eyes, whichever process started it, and puts it back in line.</summary>
    public async Task TakeBackAsync(Job job, CancellationToken stopping)
    {
        if (!await owned.MarkAsync(job, stopping))
        {
            return;
        }

        log.LogWarning("Job {Job} ({Task} of {Subject}) was running, and the server that ran it has ended or lost the data; it waits again", job.Id, job.Task, job.Subject.Name);
        await runner.EndAsync(StepTools.RunPrefix(job.Id), stopping);
        ending.Discard(job.Id);
        await owned.MoveAsync(job.Id, Again, stopping);
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

    private Job? Again(Job job) => job.Attempts < options.Value.MaxAttempts
        ? job.Requeues(time.GetUtcNow())
        : job.Fails(last: null, GaveUp(job), time.GetUtcNow());

    private static JobError GaveUp(Job job) => new(
        "lost",
        $"The server ended {job.Attempts} times while this job ran, so it is not started again by itself. Look at the server's own log for the reason, then start it again.",
        []);
}
