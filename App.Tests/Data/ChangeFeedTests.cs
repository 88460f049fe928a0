using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Virtool.Data.Changes;
using Xunit;

namespace Virtool.App.Tests.Data;

public sealed class ChangeFeedTests : IDisposable
{
    private readonly ChangeFeed _feed = new();
    private long _sequence;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task A_subscriber_gets_what_comes_after_its_start_once_and_in_order()
    {
        Publish("early");
        using var subscription = _feed.Subscribe();
        subscription.Start.Sequence.ShouldBe(1);
        Publish("a");
        Publish("b");
        var batch = await NextAsync(subscription);
        batch.Changes.Select(change => change.Id).ShouldBe(["a", "b"]);
        batch.Position.Sequence.ShouldBe(3);
        Publish("c");
        (await NextAsync(subscription)).Changes.Select(change => change.Id).ShouldBe(["c"]);
    }

    [Fact]
    public async Task Only_the_collections_listened_to_are_given()
    {
        using var subscription = _feed.Subscribe(["other"]);
        Publish("a");
        _feed.Publish([new Change(++_sequence, "other", ChangeOperation.Insert, "b", 1)]);
        var batch = await NextAsync(subscription);
        batch.Changes.Select(change => change.Id).ShouldBe(["b"]);
    }

    [Fact]
    public async Task More_documents_than_the_buffer_holds_are_one_resync_and_then_it_goes_on()
    {
        using var subscription = _feed.Subscribe();
        for (var i = 0; i < 1_000; i++)
        {
            Publish($"{i}");
        }

        var batch = await NextAsync(subscription);
        batch.Resync.ShouldBeTrue();
        batch.Changes.ShouldBeEmpty();
        batch.Position.Sequence.ShouldBe(1_000);
        Publish("after");
        batch = await NextAsync(subscription);
        batch.Resync.ShouldBeFalse();
        batch.Changes.Select(change => change.Id).ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_thousand_changes_of_one_document_are_one()
    {
        using var subscription = _feed.Subscribe();
        for (var i = 0; i < 1_000; i++)
        {
            Publish("one", ChangeOperation.Update);
        }

        var batch = await NextAsync(subscription);
        batch.Resync.ShouldBeFalse();
        batch.Changes.ShouldHaveSingleItem().Sequence.ShouldBe(1_000);
    }

    [Fact]
    public async Task From_a_known_position_the_changes_are_replayed_and_from_another_there_is_a_resync()
    {
        using var first = _feed.Subscribe();
        Publish("a");
        var position = (await NextAsync(first)).Position;
        Publish("b");
        using var replayed = _feed.Subscribe(since: position);
        replayed.Start.ShouldBe(position);
        (await NextAsync(replayed)).Changes.Select(change => change.Id).ShouldBe(["b"]);
        foreach (var unknown in new[] { position with { Epoch = "another" }, position with { Sequence = 99 }, position with { Sequence = -1 } })
        {
            using var lost = _feed.Subscribe(since: unknown);
            (await NextAsync(lost)).Resync.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_position_that_is_too_old_gives_a_resync()
    {
        var start = _feed.Subscribe();
        var position = start.Start;
        start.Dispose();
        for (var i = 0; i <= ChangeFeed.Memory; i++)
        {
            Publish("one");
        }

        using var late = _feed.Subscribe(since: position);
        (await NextAsync(late)).Resync.ShouldBeTrue();
        using var intime = _feed.Subscribe(since: position with { Sequence = 1 });
        (await NextAsync(intime)).Resync.ShouldBeFalse();
    }

    [Fact]
    public void Disposing_ends_a_subscription()
    {
        var subscription = _feed.Subscribe();
        _feed.SubscriberCount.ShouldBe(1);
        subscription.Dispose();
        subscription.Dispose();
        _feed.SubscriberCount.ShouldBe(0);
        Publish("a");
    }

    /// <summary>A reader that keeps a copy by the changes alone has, after any cut into batches, what the database has.</summary>
    [Fact]
    public void However_changes_are_coalesced_the_reader_ends_with_what_is_there() =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<int>().Select(value => (Id: Math.Abs(value % 4), Cut: value % 7 == 0, Deletes: value % 3 == 0)).ListOf().ToArbitrary(),
            steps =>
            {
                using var feed = new ChangeFeed();
                using var subscription = (ChangeSubscription)feed.Subscribe();
                var database = new Dictionary<string, long>();
                var copy = new Dictionary<string, long>();
                var sequence = 0L;
                foreach (var (id, cut, deletes) in steps)
                {
                    var change = Write(database, $"{id}", deletes, ref sequence);
                    if (change is not null)
                    {
                        feed.Publish([change]);
                    }

                    if (cut)
                    {
                        Follow(copy, subscription);
                    }
                }

                Follow(copy, subscription);
                copy.OrderBy(entry => entry.Key).ShouldBe(database.OrderBy(entry => entry.Key));
            }).QuickCheckThrowOnFailure();

    private static Change? Write(Dictionary<string, long> database, string id, bool deletes, ref long sequence)
    {
        var isThere = database.TryGetValue(id, out var revision);
        if (deletes && !isThere)
        {
            return null;
        }

        sequence++;
        if (deletes)
        {
            database.Remove(id);
            return new Change(sequence, "things", ChangeOperation.Delete, id, revision);
        }

        database[id] = revision + 1;
        return new Change(sequence, "things", isThere ? ChangeOperation.Update : ChangeOperation.Insert, id, revision + 1);
    }

    private static void Follow(Dictionary<string, long> copy, ChangeSubscription subscription)
    {
        if (subscription.Take() is not { } batch)
        {
            return;
        }

        batch.Changes.Select(change => change.Sequence).ShouldBeInOrder();
        batch.Changes.Select(change => change.Id).ShouldBeUnique();
        foreach (var change in batch.Changes)
        {
            switch (change.Operation)
            {
                case ChangeOperation.Insert:
                    copy.ShouldNotContainKey(change.Id);
                    copy[change.Id] = change.Revision;
                    break;
                case ChangeOperation.Update:
                    copy[change.Id] = change.Revision;
                    break;
                default:
                    copy.Remove(change.Id);
                    break;
            }
        }
    }

    private void Publish(string id, ChangeOperation operation = ChangeOperation.Insert) => _feed.Publish([new Change(++_sequence, "things", operation, id, 1)]);

    private static async Task<ChangeBatch> NextAsync(IChangeSubscription subscription)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(150));
        await foreach (var batch in subscription.ReadAsync(timeout.Token))
        {
            return batch;
        }

        throw new InvalidOperationException("The subscription ended.");
    }
}
