using System.Globalization;
using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Scheduling;

/// <summary>Processes of this machine that were started for a job of ours, and that nobody waits for any more.</summary>
internal sealed class Strays(Collection<Job> jobs, IProcessRunner runner, ILogger<Strays> log)
{
    /// <summary>Ends all but those of the attempts that go on.</summary>
    public async Task EndAsync(IReadOnlyList<Job> goingOn, CancellationToken stopping)
    {
        var kept = goingOn.Select(job => (job.Id, job.Attempts)).ToHashSet();
        var found = ProcessEntry.All().Select(process => AttemptOf(process.RunId())).OfType<(string Id, int Attempt)>().Where(run => !kept.Contains(run)).ToHashSet();
        if (found.Count == 0)
        {
            return;
        }

        // Another server's of this machine are jobs that are not in this database.
        var ours = await jobs.FindAsync(Where<Job>.IsIn(job => job.Id, found.Select(run => run.Id).Distinct()), stopping);
        foreach (var (id, attempt) in found.Where(run => ours.Any(job => job.Id == run.Id)))
        {
            log.LogWarning("Processes of attempt {Attempt} of job {Job} are ended: nobody waits for them any more", attempt, id);
            await runner.EndAsync(StepTools.RunPrefix(id, attempt), stopping);
        }
    }

    private static (string Id, int Attempt)? AttemptOf(string? runId) =>
        runId?.Split('.') is [var id, var attempt, ..] && int.TryParse(attempt, CultureInfo.InvariantCulture, out var number) ? (id, number) : null;
}
