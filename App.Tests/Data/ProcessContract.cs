using System.Globalization;
using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>Several openers of one database, as a server and an admin verb beside it are, or two servers; a class for each engine opens it.</summary>
public abstract class ProcessContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract IDocumentStore Open(IChangePublisher publisher);

    [Fact]
    public async Task Each_sees_the_writes_of_both_in_one_order_without_gap_or_doubling()
    {
        using var feeds = new Pair<ChangeFeed>(new ChangeFeed(), new ChangeFeed());
        await using var left = Open(feeds.Left);
        await using var right = Open(feeds.Right);
        await left.EnsureAsync(Sheet.Definition, Cancellation);
        await right.EnsureAsync(Sheet.Definition, Cancellation);
        using var fromLeft = feeds.Left.Subscribe();
        using var fromRight = feeds.Right.Subscribe();
        fromLeft.Start.Epoch.ShouldBe(fromRight.Start.Epoch);

        const int Each = 100;
        var reading = Task.WhenAll(TakeAsync(fromLeft, 2 * Each), TakeAsync(fromRight, 2 * Each));
        await Task.WhenAll(InsertAsync(left, "left", Each), InsertAsync(right, "right", Each));
        var seen = await reading;
        seen[0].ShouldBe(seen[1]);
        seen[0].Select(change => change.Sequence).ShouldBe(Enumerable.Range(1, 2 * Each).Select(i => (long)i));
        seen[0].Count(change => change.Id.StartsWith("left", StringComparison.Ordinal)).ShouldBe(Each);
    }

    [Fact]
    public async Task What_changed_before_a_restart_is_replayed_after_it()
    {
        Position position;
        using (var feed = new ChangeFeed())
        {
            await using var store = Open(feed);
            await store.EnsureAsync(Sheet.Definition, Cancellation);
            using var subscription = feed.Subscribe();
            position = subscription.Start;
            await InsertAsync(store, "before", 3);
        }

        using var later = new ChangeFeed();
        await using var again = Open(later);
        await again.EnsureAsync(Sheet.Definition, Cancellation);
        using var replayed = later.Subscribe(since: position);
        (await TakeAsync(replayed, 3)).Select(change => change.Id).ShouldBe(["before0", "before1", "before2"]);
    }

    [Fact]
    public async Task Under_many_writers_no_change_is_missed_or_doubled_by_those_who_come_and_go()
    {
        using var feed = new ChangeFeed();
        await using var store = Open(feed);
        await store.EnsureAsync(Sheet.Definition, Cancellation);
        var writing = Task.WhenAll(Enumerable.Range(0, 10).Select(writer => Task.Run(() => InsertAsync(store, $"w{writer}-", 100), Cancellation)));
        var followers = Enumerable.Range(0, 10).Select(_ => Task.Run(() => FollowAsync(store, feed, 1_000), Cancellation)).ToArray();
        await writing;
        (await Task.WhenAll(followers)).ShouldAllBe(count => count == 1_000);
    }

    /// <summary>Snapshot and stream: what was there when it subscribed, and what came after.</summary>
    private static async Task<int> FollowAsync(IDocumentStore store, ChangeFeed feed, int wanted)
    {
        using var subscription = feed.Subscribe();
        var seen = (await store.FindAsync(Sheet.Definition.Name, Query<Sheet>.All, Cancellation)).Select(sheet => sheet.Id).ToHashSet();
        if (seen.Count == wanted)
        {
            return wanted;
        }

        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            seen.UnionWith(batch.Resync
                ? (await store.FindAsync(Sheet.Definition.Name, Query<Sheet>.All, Cancellation)).Select(sheet => sheet.Id)
                : batch.Changes.Select(change => change.Id));
            if (seen.Count >= wanted)
            {
                break;
            }
        }

        return seen.Count;
    }

    private static async Task InsertAsync(IDocumentStore store, string prefix, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await store.InsertAsync(Sheet.Definition.Name, new Sheet { Id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}") }, Cancellation);
        }
    }

    private static async Task<List<Change>> TakeAsync(IChangeSubscription subscription, int count)
    {
        var changes = new List<Change>();
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            batch.Resync.ShouldBeFalse();
            changes.AddRange(batch.Changes);
            if (changes.Count >= count)
            {
                break;
            }
        }

        return changes;
    }

    private sealed record Pair<T>(T Left, T Right) : IDisposable
        where T : IDisposable
    {
        public void Dispose()
        {
            Left.Dispose();
            Right.Dispose();
        }
    }
}
