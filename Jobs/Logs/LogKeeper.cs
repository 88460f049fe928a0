using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Logs;

/// <summary>
/// Sees to it that no tool fills the disk with what it says: of a log that grows too long, the beginning and the end are kept. Tools write to
/// the files themselves, so that they outlive the server; so it is done beside them, every two seconds.
/// </summary>
/// <param name="jobs">The jobs.</param>
/// <param name="log">Their logs.</param>
/// <param name="options">How long they may be.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Says where it cannot be done.</param>
internal sealed class LogKeeper(Collection<Job> jobs, JobLog log, IOptions<LogOptions> options, TimeProvider time, ILogger<LogKeeper> say) : IOwnedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private bool _isImpossible;

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            foreach (var job in await RunningAsync(ended))
            {
                Cut(job.Id);
            }

            await Task.Delay(Pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Cuts what is too long of a job's log.</summary>
    internal void Cut(string jobId)
    {
        var largest = options.Value.LargestFile * 1_000_000L;
        foreach (var path in log.Files(jobId))
        {
            var length = new FileInfo(path).Length;
            var given = LogHole.Of(path) is { } hole ? hole.To - hole.From : 0;
            if (length - given > largest)
            {
                Cut(path, largest / 16, length - (largest / 4));
            }
        }
    }

    private async Task<IReadOnlyList<Job>> RunningAsync(CancellationToken ended)
    {
        try
        {
            return await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Running), ended);
        }
        catch (Exception exception) when (exception is Data.Store.StoreException or OperationCanceledException)
        {
            // The database is away, or the tenure has ended: the next turn asks again, if there is one.
            return [];
        }
    }

    private void Cut(string path, long from, long to)
    {
        try
        {
            LogHole.Make(path, from, to);
        }
        catch (IOException exception) when (!_isImpossible)
        {
            _isImpossible = true;
            say.LogWarning(exception, "A log has grown too long, and cannot be shortened on this file system: {Path}", path);
        }
        catch (IOException)
        {
            // Said already.
        }
    }
}
