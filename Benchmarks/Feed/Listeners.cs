using Virtool.Data.Changes;
using Virtool.Data.Live;

namespace Virtool.Benchmarks.Feed;

/// <summary>
/// Subscribers that listen as the open pages and the hub do: the first change at once, then a batch in 100 ms. A stuck one takes its first
/// batch and never comes back.
/// </summary>
internal sealed class Listeners : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _tasks = [];
    private long _last;

    public Listeners(IChangeFeed feed, int count, bool withStuck)
    {
        for (var i = 0; i < count; i++)
        {
            _tasks.Add(ListenAsync(feed.Subscribe(), LiveWindows.Interval));
        }

        if (withStuck)
        {
            _tasks.Add(ListenAsync(feed.Subscribe(), Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>The furthest that any of them has come.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private async Task ListenAsync(IChangeSubscription subscription, TimeSpan pause)
    {
        using (subscription)
        {
            try
            {
                await foreach (var batch in subscription.ReadAsync(_stop.Token))
                {
                    Interlocked.Exchange(ref _last, batch.Position.Sequence);
                    await Task.Delay(pause, _stop.Token);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // It is over.
            }
        }
    }
}
