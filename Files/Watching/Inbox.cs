using System.Threading.Channels;
using Virtool.Files.Importing;

namespace Virtool.Files.Watching;

/// <summary>What a folder's desk is told, by any thread: paths to look at, that all is to be looked through, and passes that are done. Bounded: too many paths become a rescan.</summary>
internal sealed class Inbox
{
    private const int MostPaths = 4096;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HashSet<string> _paths = new(StringComparer.Ordinal);
    private List<ImportOrder> _done = [];
    private bool _rescan;
    private bool _again;

    /// <summary>Something happened to a path.</summary>
    public void Hint(string path)
    {
        lock (_lock)
        {
            _rescan |= _paths.Count >= MostPaths;
            if (!_rescan)
            {
                _paths.Add(path);
            }
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Nobody knows what happened.</summary>
    public void Rescan()
    {
        lock (_lock)
        {
            _rescan = true;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Somebody wants a file looked at again of which something was decided; all is looked through.</summary>
    public void Again()
    {
        lock (_lock)
        {
            (_again, _rescan) = (true, true);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>A pass is done; its order carries the outcome.</summary>
    public void Done(ImportOrder order)
    {
        lock (_lock)
        {
            _done.Add(order);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Takes all that came.</summary>
    public Notes Take()
    {
        lock (_lock)
        {
            var notes = new Notes(_paths, _done, _rescan, _again);
            _paths = new(StringComparer.Ordinal);
            _done = [];
            (_rescan, _again) = (false, false);
            return notes;
        }
    }

    /// <summary>Waits until something comes, at the most for a time.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), wait, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await _signal.Reader.ReadAsync(wait.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }
    }

    /// <summary>What came.</summary>
    internal sealed record Notes(IReadOnlyCollection<string> Paths, IReadOnlyList<ImportOrder> Done, bool Rescan, bool Again);
}
