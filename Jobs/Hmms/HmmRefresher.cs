using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Store;
using Virtool.Domain.Hmms;
using Virtool.Jobs.Outgoing;

namespace Virtool.Jobs.Hmms;

/// <summary>
/// Looks for newer releases of profiles that were installed from one; of others, somebody has to ask. When a server begins, it also removes what a
/// replacement has left that was cut off.
/// </summary>
/// <param name="status">Which set is installed.</param>
/// <param name="releases">Asks.</param>
/// <param name="removal">Removes.</param>
/// <param name="client">Whether anything may be asked.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class HmmRefresher(
    Collection<HmmStatus> status, HmmReleases releases, HmmRemoval removal, OutgoingClient client, TimeProvider time, ILogger<HmmRefresher> log) : IOwnedService
{
    /// <summary>How often it is looked whether it is time.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        await TryAsync(() => removal.SweepAsync(ended));
        while (client.IsEnabled && !ended.IsCancellationRequested)
        {
            await TryAsync(() => LookAsync(ended));
            await Task.Delay(Pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken ended)
    {
        if (await status.GetAsync(HmmStatus.OnlyId, ended) is { Installed: true, Release: not null } known && !(known.NextCheckAt > time.GetUtcNow()))
        {
            await releases.AskAsync(ended);
        }
    }

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (StoreException exception)
        {
            log.LogWarning("New releases of profiles could not be looked for: {Why}", exception.Message);
        }
    }
}
