using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Trash;

/// <summary>
/// Goes on with what an end of a server left half done, and removes what has been kept long enough; once every while. Another process beside
/// this one may be at work on an item: only what stands as it stood at the look before is touched.
/// </summary>
/// <param name="items">What is in the trash.</param>
/// <param name="trash">Does it.</param>
/// <param name="places">Where it lies.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class TrashSettling(
    Collection<TrashItem> items, TrashService trash, TrashPlaces places, TimeProvider time, ILogger<TrashSettling> log) : IOwnedService
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private Dictionary<string, long> _seen = [];

    public async Task RunAsync(CancellationToken ended)
    {
        while (true)
        {
            await Task.Delay(await TryLookAsync(ended) > 0 ? Soon : Pause, time, ended);
        }
    }

    /// <summary>One look; how much was seen that is half done.</summary>
    public async Task<int> LookAsync(CancellationToken cancellation)
    {
        var unsettled = (await items.FindAsync(Where<TrashItem>.IsNot(item => item.State, TrashState.Held), cancellation)).Where(item => !trash.IsAtWork(item.Id)).ToList();
        foreach (var item in unsettled.Where(item => _seen.GetValueOrDefault(item.Id) == item.Revision))
        {
            await SettleAsync(item, cancellation);
        }

        _seen = unsettled.ToDictionary(item => item.Id, item => item.Revision, StringComparer.Ordinal);
        await trash.PurgeDueAsync(cancellation);
        await ClearAsync(cancellation);
        return unsettled.Count;
    }

    // What came back left its folder, if the server ended at that moment. An item is there before its folder: so none that is being filled is taken.
    private async Task ClearAsync(CancellationToken cancellation)
    {
        foreach (var folder in places.EmptyFolders())
        {
            if (await items.GetAsync(Path.GetFileName(folder), cancellation) is null)
            {
                Directory.Delete(folder);
            }
        }
    }

    private async Task<int> TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            return await LookAsync(cancellation);
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The trash could not be looked through: {Why} It is tried again", exception.Message);
            return 0;
        }
    }

    private async Task SettleAsync(TrashItem item, CancellationToken cancellation)
    {
        if (await trash.HasToWaitAsync(item, cancellation))
        {
            return;
        }

        log.LogInformation("{Name} was being moved when a server ended ({State}); it is settled now", item.Name, item.State);
        switch (item.State)
        {
            case TrashState.Taking:
                await trash.FinishTakingAsync(item, cancellation);
                break;
            case TrashState.Restoring when TrashPlaces.IsThere(places.Place(item)):
                await trash.UndoRestoringAsync(item, cancellation);
                break;
            case TrashState.Restoring:
                await RestoreAsync(item);
                break;
            case TrashState.Purging:
                await trash.FinishPurgingAsync(item);
                break;
        }
    }

    private async Task RestoreAsync(TrashItem item)
    {
        try
        {
            await trash.FinishRestoringAsync(item);
        }
        catch (RefusedException exception)
        {
            log.LogWarning("{Why}", exception.Message);
        }
    }
}
