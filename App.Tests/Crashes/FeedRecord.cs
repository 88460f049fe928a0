using System.Collections.Concurrent;
using Shouldly;
using Virtool.App.Tests.Data;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Mongo;

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

    /// <summary>Compares what the feed told with what stands in a MongoDB database; gives how long after its commit it told of each change, the shortest first.</summary>
    public async Task<List<TimeSpan>> ComparedAsync(Lab lab)
    {
        using var client = new MongoClient(await MongoServer.AddressAsync(), lab.DatabaseName, threads: 1);
        var rows = await client.ListAsync("changes", [], new Bson { ["sort"] = new Bson { ["_id"] = 1 } });
        rows.Select(row => row["_id"].Whole).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => (long)i), "the sequence has no gap");
        await Waiting.UntilAsync(() => Last >= rows.Count);

        var seen = Seen;
        seen.Select(one => one.Change.Sequence).ShouldBeInOrder();
        seen.Select(one => one.Change.Sequence).ShouldBeUnique();
        var told = seen.Select(one => (one.Change.Collection, one.Change.Id)).ToHashSet();
        rows.Where(row => row["_id"].Whole > Start).Select(row => (row["collection"].Text!, row["id"].Text!)).ShouldAllBe(document => told.Contains(document));

        // The last one of each document is told as it is, whatever was told as one before.
        var last = rows.Where(row => row["_id"].Whole > Start).GroupBy(row => (row["collection"].Text, row["id"].Text)).Select(group => group.Last()["_id"].Whole);
        last.Except(seen.Select(one => one.Change.Sequence)).Where(sequence => sequence <= rows.Count).ShouldBeEmpty();
        var committed = rows.ToDictionary(row => row["_id"].Whole, row => DateTimeOffset.FromUnixTimeMilliseconds(row["at"].Whole));
        return [.. seen.Where(one => committed.ContainsKey(one.Change.Sequence)).Select(one => one.At - committed[one.Change.Sequence]).Order()];
    }

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
