using Microsoft.Extensions.Logging;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Blasts;

namespace Virtool.Jobs.Blasts;

/// <summary>Does the searches that are wanted, in the process that owns the data: those at NCBI and those in the lab's own database side by side.</summary>
/// <param name="blasts">The searches.</param>
/// <param name="ncbi">Those at NCBI.</param>
/// <param name="own">Those in the lab's own database.</param>
/// <param name="local">The database.</param>
/// <param name="feed">Tells of new ones.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class BlastRunner(
    Collection<Blast> blasts, NcbiQueue ncbi, LocalQueue own, LocalBlast local, IChangeFeed feed, TimeProvider time, ILogger<BlastRunner> log) : IOwnedService
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        local.Sweep();
        await Task.WhenAll(GoAsync((_, token) => ncbi.StepAsync(token), ended), GoAsync(own.StepAsync, ended));
    }

    private async Task GoAsync(Func<Wake, CancellationToken, Task<TimeSpan>> step, CancellationToken ended)
    {
        using var wake = new Wake(feed, blasts.Name, time);
        var listening = wake.ListenAsync(ended);
        while (!ended.IsCancellationRequested)
        {
            await wake.WaitAsync(await TryAsync(() => step(wake, ended), ended), ended);
        }

        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<TimeSpan> TryAsync(Func<Task<TimeSpan>> step, CancellationToken ended)
    {
        try
        {
            return await step();
        }
        catch (StoreException exception)
        {
            log.LogWarning("Searches for alike sequences stand still: {Why}", exception.Message);
            return AfterTrouble;
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
    }
}
