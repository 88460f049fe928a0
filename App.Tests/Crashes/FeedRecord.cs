using System.Collections.Concurrent;
using Virtool.Data.Changes;

namespace Virtool.App.Tests.Crashes;

/// <summary>
/// All that a feed tells from the moment it is made, with the time. It takes each change before the next can be coalesced with it as far as it
/// is fast enough, so that of one document's changes some may be missing, of different documents none.
/// </summary>
internal sealed class FeedRecord : IAsyncDisposable
{
    private readonly ConcurrentQueue<(Change Change, DateTimeOffset At)> _seen = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly IChangeSubscription _subscription;
    private readonly Task _reading;

    public FeedRecord(IChangeFeed feed)
    {
        _subscription = feed.Subscribe();
        _reading = Task.Run(ReadAsync);
    }

    public long Start => _subscription.Start.Sequence;

    public int Resyncs { get; private set; }

    public IReadOnlyList<(Change Change, DateTimeOffset At)> Seen => [.. _seen];

    public long Last => _seen.LastOrDefault().Change?.Sequence ?? Start;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading;
        _subscription.Dispose();
        _ended.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var batch in _subscription.ReadAsync(_ended.Token))
            {
                Resyncs += batch.Resync ? 1 : 0;
                foreach (var change in batch.Changes)
                {
                    _seen.Enqueue((change, TimeProvider.System.GetUtcNow()));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The record is closed.
        }
    }
}
