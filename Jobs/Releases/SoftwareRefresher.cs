using Microsoft.Extensions.Logging;
using Virtool.Data.Ownership;
using Virtool.Data.Store;

namespace Virtool.Jobs.Releases;

/// <summary>Looks for new releases of this software.</summary>
/// <param name="releases">Asks.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class SoftwareRefresher(SoftwareReleases releases, TimeProvider time, ILogger<SoftwareRefresher> log) : IOwnedService
{
    /// <summary>How often it is looked whether it is time: a machine that slept has the wrong one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        while (releases.IsLookedFor && !ended.IsCancellationRequested)
        {
            await LookAsync(ended);
            await Task.Delay(Pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken ended)
    {
        try
        {
            if (!((await releases.GetAsync(ended)).NextCheckAt > time.GetUtcNow()))
            {
                await releases.AskAsync(ended);
            }
        }
        catch (StoreException exception)
        {
            log.LogWarning("New releases of this software could not be looked for: {Why}", exception.Message);
        }
    }
}
