using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Scheduling;

/// <summary>What a server does first about the jobs of the one before it. No job is lost, and none is run twice at a time.</summary>
internal sealed class Recovery(
    Collection<Job> jobs, JobEnding ending, IProcessRunner runner, DataFolder data, IOptions<JobOptions> options, TimeProvider time, ILogger<Recovery> log)
{
    /// <summary>Ends what is left of running jobs and puts them back in line, removes work folders, and does clean-ups that are due.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var job in await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Running), stopping))
        {
            log.LogWarning("Job {Job} ({Task} of {Subject}) was running when the server ended; it waits again", job.Id, job.Task, job.Subject.Name);
            await runner.EndAsync(StepTools.RunPrefix(job.Id), stopping);
            ending.Discard(job.Id);
            await jobs.UpdateAsync(job.Id, Again, stopping);
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

    private Job? Again(Job job) => job.Attempts < options.Value.MaxAttempts
        ? job.Requeues(time.GetUtcNow())
        : job.Fails(last: null, GaveUp(job), time.GetUtcNow());

    private static JobError GaveUp(Job job) => new(
        "lost",
        $"The server ended {job.Attempts} times while this job ran, so it is not started again by itself. Look at the server's own log for the reason, then start it again.",
        []);
}
