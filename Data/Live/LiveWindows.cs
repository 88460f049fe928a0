using Microsoft.Extensions.Logging;
using Virtool.Data.Background;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Live;

/// <summary>
/// All open windows of all circuits, on one subscription to the feed. A changed document is read once, and compared in memory with every
/// window of its collection; only windows that it touches are read again. The first change is shown at once, then at most one batch in
/// <see cref="Interval"/>.
/// </summary>
public sealed class LiveWindows(IChangeFeed feed, TimeProvider time, ILogger<LiveWindows> log) : IDisposable
{
    /// <summary>The shortest time from one batch to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<LiveWindow> _windows = [];
    private LiveLoop? _loop;

    /// <summary>How many windows are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _windows.Count;
            }
        }
    }

    /// <summary>Opens a window. It is empty: <see cref="LiveWindow{T}.QueryAsync"/> reads it, and no change from here on is missed.</summary>
    public LiveWindow<T> Open<T>(Collection<T> collection, Query<T> query, ILiveOwner owner)
        where T : Document
    {
        var window = new LiveWindow<T>(collection, query, owner, Close);
        lock (_gate)
        {
            _windows.Add(window);
            if (_loop is null)
            {
                var loop = _loop = new LiveLoop(feed.Subscribe());
                _ = Detached.From(() => RunAsync(loop));
            }
        }

        return window;
    }

    /// <summary>Reads a window again in the background, and tells its owner where something is new.</summary>
    public void Renew(LiveWindow window)
    {
        LiveLoop? loop;
        lock (_gate)
        {
            loop = _windows.Contains(window) ? _loop : null;
        }

        if (loop is not null)
        {
            _ = RenewAsync([window], new HashSet<string>(), loop);
        }
    }

    /// <summary>Closes all.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _windows.Clear();
            Stop();
        }
    }

    private void Close(LiveWindow window)
    {
        lock (_gate)
        {
            _windows.Remove(window);
            if (_windows.Count == 0)
            {
                Stop();
            }
        }
    }

    private void Stop()
    {
        _loop?.Dispose();
        _loop = null;
    }

    private async Task RunAsync(LiveLoop loop)
    {
        // Not on the thread of the circuit that opened the first window.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await foreach (var batch in loop.Subscription.ReadAsync(loop.Stopped))
            {
                var began = time.GetTimestamp();
                var isDone = await ApplyAsync(batch, loop);
                while (!isDone)
                {
                    await Task.Delay(AfterFailure, time, loop.Stopped);
                    isDone = await ApplyAsync(batch with { Changes = [], Resync = true }, loop);
                }

                var rest = Interval - time.GetElapsedTime(began);
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, loop.Stopped);
                }
            }
        }
        catch (OperationCanceledException) when (loop.Stopped.IsCancellationRequested)
        {
            // The last window was closed.
        }
    }

    /// <summary>False where the store could not answer; then everything is read again later.</summary>
    private async Task<bool> ApplyAsync(ChangeBatch batch, LiveLoop loop)
    {
        LiveWindow[] windows;
        lock (_gate)
        {
            windows = [.. _windows];
        }

        try
        {
            var touched = batch.Resync ? Everything(windows, loop) : await TouchedAsync(windows, batch, loop);
            return await RenewAsync(touched, batch.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal), loop);
        }
        catch (StoreException error)
        {
            log.LogWarning(error, "Changes could not be read for the open pages; they are read again in {Seconds} s", AfterFailure.TotalSeconds);
            return false;
        }
    }

    private static LiveWindow[] Everything(LiveWindow[] windows, LiveLoop loop)
    {
        loop.Seen.Clear();
        return windows;
    }

    private static async Task<IReadOnlyCollection<LiveWindow>> TouchedAsync(LiveWindow[] windows, ChangeBatch batch, LiveLoop loop)
    {
        var touched = new List<LiveWindow>();
        foreach (var changes in batch.Changes.GroupBy(change => change.Collection))
        {
            var concerned = windows.Where(window => window.Collection == changes.Key).ToArray();
            if (concerned.Length == 0)
            {
                continue;
            }

            var forms = await concerned[0].ReadFormsAsync([.. changes.Select(change => change.Id)], loop.Stopped);
            var documents = changes.Select(change => loop.Seen.Follow(change, forms.TryGetValue(change.Id, out var form) ? form : null)).ToArray();
            touched.AddRange(concerned.Where(window => documents.Any(window.IsTouchedBy)));
        }

        return touched;
    }

    private async Task<bool> RenewAsync(IReadOnlyCollection<LiveWindow> touched, IReadOnlySet<string> changed, LiveLoop loop)
    {
        try
        {
            var reads = new SharedReads();
            var renewed = await Task.WhenAll(touched.Select(async window => (window.Owner, IsNew: await window.RenewAsync(changed, reads, loop.Stopped))));
            foreach (var owner in renewed.Where(window => window.IsNew).Select(window => window.Owner).Distinct())
            {
                owner.Renew();
            }

            return true;
        }
        catch (StoreException error)
        {
            log.LogWarning(error, "Open pages could not be brought up to date; they are read again in {Seconds} s", AfterFailure.TotalSeconds);
            return false;
        }
        catch (OperationCanceledException) when (loop.Stopped.IsCancellationRequested)
        {
            return true;
        }
    }
}
