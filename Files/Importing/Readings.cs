using Microsoft.Extensions.Logging;
using Virtool.Domain.Files;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>The passes that go on for one folder, with their progress. Not thread-safe; its folder's desk alone uses it.</summary>
internal sealed class Readings(Inbox inbox, ImportBook book, ReadingPool pool, DataFolder data, string? folder, TimeProvider time, ILogger<Readings> logger) : IAsyncDisposable
{
    // Progress is written at most twice a second, and by whole percents.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<ImportOrder> _orders = [];
    private readonly CancellationTokenSource _ending = new();
    private DateTimeOffset _nextProgress;

    /// <summary>When progress is to be written next; null: nothing is read.</summary>
    public DateTimeOffset? NextProgress => _orders.Count > 0 ? _nextProgress : null;

    /// <summary>Whether a file may be read now; then <see cref="Start"/> or <see cref="GiveBack"/> follows.</summary>
    public bool TryReserve(long size) => pool.TryReserve(size);

    /// <summary>No file is read after all.</summary>
    public void GiveBack(long size) => pool.Release(size);

    /// <summary>Reads a file; the order comes back by the inbox. It owns the room that is kept for the copy.</summary>
    public ImportOrder Start(Import import, string fileId, string path, FileIdentity identity, RoomHolding room)
    {
        var order = new ImportOrder(import.Id, fileId, path, identity, _ending.Token) { Type = import.Type, Anyway = import.Anyway, Folder = folder, Room = room };
        _orders.Add(order);
        pool.Start(identity.Size, () => Read(order));
        return order;
    }

    /// <summary>An order's outcome was dealt with.</summary>
    public void End(ImportOrder order)
    {
        _orders.Remove(order);
        order.Dispose();
    }

    /// <summary>Writes how far each is, where it is time to.</summary>
    public async Task WriteProgressAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < _nextProgress)
        {
            return;
        }

        _nextProgress = now + Interval;
        foreach (var order in _orders.Where(order => order.Percent > order.WrittenPercent))
        {
            var percent = order.WrittenPercent = order.Percent;
            await book.UpdateAsync(order.ImportId, import => import.State == ImportState.Verifying ? import with { Progress = percent / 100.0 } : import, cancellation);
        }
    }

    /// <summary>Ends every reading, and waits until it has ended. What was not stored begins again some time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var order in _orders)
        {
            await order.Ended;
            order.Dispose();
            File.Delete(Path.Combine(data.Arriving, order.ImportId));
            await book.UpdateAsync(order.ImportId, BeginAgain, CancellationToken.None);
        }

        _orders.Clear();
        _ending.Dispose();
    }

    private static Import BeginAgain(Import import) => import.State == ImportState.Verifying
        ? import with { State = ImportState.Discovered, FileId = null, Progress = 0 }
        : import;

    private void Read(ImportOrder order)
    {
        try
        {
            order.Outcome = ImportPass.Run(order, data);
        }
        catch (Exception exception)
        {
            // Nothing foreseen: it is said, and tried again, but the thread goes on.
            logger.LogError(exception, "{File} could not be read", order.Path);
            order.Outcome = new ImportOutcome.Failed(DiskFull: false, exception.Message);
        }

        order.End();
        inbox.Done(order);
    }
}
