using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.References;
using Virtool.Jobs.Outgoing;

namespace Virtool.Jobs.References.Remote;

/// <summary>
/// Looks for new releases of remote references, each in its time. One that cannot be asked for keeps no other from being asked; where there is no
/// remote reference, nothing is asked.
/// </summary>
/// <param name="references">The references.</param>
/// <param name="checks">Asks.</param>
/// <param name="client">Whether anything may be asked.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class RemoteRefresher(Collection<Reference> references, RemoteChecks checks, OutgoingClient client, TimeProvider time, ILogger<RemoteRefresher> log) : IOwnedService
{
    private const int AtOnce = 4;

    /// <summary>How often it is looked whether one is due: a new one need not wait long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        if (!client.IsEnabled)
        {
            log.LogInformation("New releases of remote references are not looked for: outgoing requests are switched off (Outgoing:Enabled)");
            return;
        }

        while (!ended.IsCancellationRequested)
        {
            await LookAsync(ended);
            await Task.Delay(Pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken ended)
    {
        try
        {
            // Side by side: one that does not answer keeps no other waiting.
            await Parallel.ForEachAsync(
                await DueAsync(ended),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ended },
                async (reference, token) => await checks.AskAsync(reference, token));
        }
        catch (StoreException exception)
        {
            log.LogWarning("New releases of remote references could not be looked for: {Why}", exception.Message);
        }
    }

    private async Task<IReadOnlyList<Reference>> DueAsync(CancellationToken ended)
    {
        var now = time.GetUtcNow();
        var open = await references.FindAsync(Where<Reference>.Is(reference => reference.Archived, false), ended);
        return [.. open.Where(reference => reference is { Ready: true, Remote: { } remote } && !(remote.NextCheckAt > now))];
    }
}
