using System.Threading.Channels;
using Virtool.Data.Changes;
using Virtool.Data.Store;

namespace Virtool.Files.Syncing;

/// <summary>Tells that something may have happened: in the folder, or to the documents. What it was is found out by looking; nothing is lost where nothing is told.</summary>
internal sealed class DirectoryHints : IAsyncDisposable
{
    private readonly string _folder;
    private readonly CancellationTokenSource _ending;
    private readonly Task _reading;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private FileSystemWatcher? _watcher;

    public DirectoryHints(string folder, IChangeSubscription changes, CancellationToken stopping)
    {
        _folder = folder;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _reading = Task.Run(() => ReadAsync(changes), CancellationToken.None);
    }

    /// <summary>Watches the folder, where it does not yet: it may not have been there before, or its watcher has broken.</summary>
    public void Watch()
    {
        if (_watcher is not null || !Directory.Exists(_folder))
        {
            return;
        }

        try
        {
            var watcher = new FileSystemWatcher(_folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite };
            watcher.Created += (_, _) => Tell();
            watcher.Changed += (_, _) => Tell();
            watcher.Deleted += (_, _) => Tell();
            watcher.Renamed += (_, _) => Tell();
            watcher.Error += (_, _) => Break(watcher);
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The system gives no more watchers: the regular look is what is left.
        }
    }

    /// <summary>Waits until something may have happened, at most for a time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellation);
        try
        {
            await _signal.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nothing was told.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        await _ending.CancelAsync();
        await _reading;
        _ending.Dispose();
    }

    private void Tell() => _signal.Writer.TryWrite(true);

    // An overflow too: what was not told is found by the look that this brings about, which watches anew.
    private void Break(FileSystemWatcher watcher)
    {
        if (Interlocked.CompareExchange(ref _watcher, null, watcher) == watcher)
        {
            watcher.Dispose();
        }

        Tell();
    }

    private async Task ReadAsync(IChangeSubscription changes)
    {
        using (changes)
        {
            try
            {
                await foreach (var _ in changes.ReadAsync(_ending.Token))
                {
                    Tell();
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or StoreException)
            {
                // It ends; or the database is away, and the regular look goes on.
            }
        }
    }
}
