using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Scheduling;

namespace Virtool.Jobs.Attempts;

/// <summary>
/// Removes what is kept of jobs: work and logs of one that is removed, the work of one that failed or was cancelled after
/// <see cref="JobOptions.KeepFailed"/>, and what an end of the server left of one that is complete.
/// </summary>
/// <param name="feed">The change feed.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="attempts">Their folders.</param>
/// <param name="data">Where these lie.</param>
/// <param name="options">How long work is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what could not be looked at.</param>
internal sealed class KeptWork(
    IChangeFeed feed, Collection<Job> jobs, AttemptFolders attempts, DataFolder data, IOptions<JobOptions> options, TimeProvider time, ILogger<KeptWork> log) : IOwnedService
{
    private const int JobsAtOnce = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken ended) => Task.WhenAll(FollowAsync(feed.Subscribe([jobs.Name]), ended), SweepAsync(ended));

    private async Task FollowAsync(IChangeSubscription subscription, CancellationToken ended)
    {
        using (subscription)
        {
            await foreach (var batch in subscription.ReadAsync(ended))
            {
                foreach (var removed in batch.Changes.Where(change => change.Operation == ChangeOperation.Delete))
                {
                    attempts.Forget(removed.Id);
                }
            }
        }
    }

    private async Task SweepAsync(CancellationToken ended)
    {
        while (true)
        {
            try
            {
                await SweepOnceAsync(ended);
            }
            catch (StoreException exception)
            {
                log.LogWarning("The work of earlier jobs could not be looked through; it is tried again in {Pause}: {Why}", Pause, exception.Message);
            }

            await Task.Delay(Pause, time, ended);
        }
    }

    private async Task SweepOnceAsync(CancellationToken ended)
    {
        var folders = Directory.Exists(data.Work) ? Directory.GetDirectories(data.Work) : [];
        foreach (var ids in folders.Select(folder => Path.GetFileName(folder)).Chunk(JobsAtOnce))
        {
            foreach (var job in (await jobs.FindAsync(Where<Job>.IsIn(job => job.Id, ids), ended)).Where(IsOfNoUse))
            {
                attempts.Discard(job.Id);
            }
        }
    }

    private bool IsOfNoUse(Job job) =>
        job.IsOver() && !job.CleanUpDue && (!job.Retryable || job.State == JobState.Complete || job.FinishedAt + options.Value.KeepFailed <= time.GetUtcNow());
}
