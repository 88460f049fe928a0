using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Mongo;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>Batches that end before their end: by a crash at each of their steps, by a refusal midway, by being too slow.</summary>
public sealed class MongoBatchTests : IAsyncLifetime
{
    private static readonly MongoOptions Quick = new() { Beat = TimeSpan.FromMilliseconds(50), Lease = TimeSpan.FromMilliseconds(400), Look = TimeSpan.FromMilliseconds(20) };

    private readonly ChangeFeed _feed = new();
    private MongoDatabase? _database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await MongoDatabase.MakeAsync();

    public async ValueTask DisposeAsync()
    {
        _feed.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Journal", false)]
    [InlineData("Claim", false)]
    [InlineData("Insert", false)]
    [InlineData("Replace", false)]
    [InlineData("Commit", false)]
    [InlineData("Delete", true)]
    [InlineData("Announce", true)]
    [InlineData("Release", true)]
    [InlineData("Forget", true)]
    public async Task What_a_crash_left_is_undone_before_the_commit_and_finished_after_it(string step, bool isDone)
    {
        using var crashed = new ChangeFeed();
        var dying = await OpenAsync(crashed, Quick with { BeforeStep = at => at.ToString() == step ? throw new TimeoutException("crash") : Task.CompletedTask });
        var changed = await dying.InsertAsync("sheets", new Sheet { Id = "changed", Group = "g", Name = "before" }, Cancellation);
        await dying.InsertAsync("sheets", new Sheet { Id = "gone", Name = "gone" }, Cancellation);
        await Should.ThrowAsync<TimeoutException>(() => dying.BatchAsync(Batch(changed), Cancellation));
        await dying.AbandonAsync();

        await using var living = await OpenAsync(_feed);
        using var subscription = _feed.Subscribe(since: new Position(_feed.Subscribe().Start.Epoch, 2));
        await UntilAsync(async () => await CountAsync("_processes") == 1 && await JournalsAsync() == 0);
        (await NamesAsync(living)).ShouldBe(isDone ? ["added:added", "changed:after"] : ["changed:before", "gone:gone"]);

        if (isDone)
        {
            var told = await TakeAsync(subscription, 3);
            told.Select(change => change.Sequence).ShouldBe([3, 4, 5]);
            told.Select(change => change.Id).ShouldBe(["added", "changed", "gone"], ignoreOrder: true);
        }

        // Nothing is held any more, and a revision that somebody may have read is not given twice.
        var now = (await living.FindAsync("sheets", Query<Sheet>.ById("changed"), Cancellation))[0];
        (await living.ReplaceAsync("sheets", now with { Whole = 7 }, Cancellation)).ShouldNotBeNull();
        now.Revision.ShouldBe(isDone ? 2 : step == "Commit" ? 3 : 1);
    }

    [Fact]
    public async Task A_batch_of_one_who_lives_is_left_alone_however_long_it_takes()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        using var slowFeed = new ChangeFeed();
        await using var slow = await OpenAsync(slowFeed, Quick with { BeforeStep = at => at == MongoStep.Commit ? HoldAsync(reached, release) : Task.CompletedTask });
        await using var other = await OpenAsync(_feed);
        var changed = await slow.InsertAsync("sheets", new Sheet { Id = "changed", Name = "before" }, Cancellation);
        await slow.InsertAsync("sheets", new Sheet { Id = "gone", Name = "gone" }, Cancellation);
        var batch = slow.BatchAsync(Batch(changed), Cancellation);
        await reached.Task;
        var writing = other.ReplaceAsync("sheets", changed with { Name = "too late" }, Cancellation);
        var beats = await BeatsAsync();
        await UntilAsync(async () => await BeatsAsync() > beats + (4 * Quick.Lease / Quick.Beat));
        batch.IsCompleted.ShouldBeFalse();
        writing.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await batch;
        (await writing).ShouldBeNull();
        (await NamesAsync(other)).ShouldBe(["added:added", "changed:after"]);
    }

    [Fact]
    public async Task One_who_shows_no_life_is_undone_and_told_so_when_it_goes_on()
    {
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        using var frozenFeed = new ChangeFeed();
        await using var frozen = await OpenAsync(
            frozenFeed, Quick with { Beat = TimeSpan.FromHours(1), BeforeStep = at => at == MongoStep.Replace ? HoldAsync(reached, release) : Task.CompletedTask });
        await using var other = await OpenAsync(_feed);
        var changed = await frozen.InsertAsync("sheets", new Sheet { Id = "changed", Name = "before" }, Cancellation);
        await frozen.InsertAsync("sheets", new Sheet { Id = "gone", Name = "gone" }, Cancellation);
        var batch = frozen.BatchAsync(Batch(changed), Cancellation);
        await reached.Task;
        await UntilAsync(async () => await CountAsync("_processes") == 1);
        (await NamesAsync(other)).ShouldBe(["changed:before", "gone:gone"]);
        (await other.ReplaceAsync("sheets", changed with { Name = "other" }, Cancellation)).ShouldNotBeNull();
        release.SetResult();
        (await Should.ThrowAsync<StoreException>(() => batch)).Message.ShouldContain("another server has undone them");
        (await NamesAsync(other)).ShouldBe(["changed:other", "gone:gone"]);
    }

    [Fact]
    public async Task A_value_that_is_taken_midway_undoes_what_was_done()
    {
        await using var store = await OpenAsync(_feed);
        var first = await store.InsertAsync("sheets", new Sheet { Id = "first", Group = "g", Name = "a" }, Cancellation);
        var second = await store.InsertAsync("sheets", new Sheet { Id = "second", Group = "g", Name = "b" }, Cancellation);
        await store.InsertAsync("sheets", new Sheet { Id = "taker", Group = "g", Name = "taken" }, Cancellation);
        var error = await Should.ThrowAsync<DuplicateException>(() => store.BatchAsync(
            [
                new Write.Insert("sheets", new Sheet { Id = "added", Name = "added" }),
                new Write.Replace("sheets", first with { Name = "free" }),
                new Write.Replace("sheets", second with { Name = "taken" }),
            ],
            Cancellation));
        error.Fields.ShouldBe(["group", "name"]);
        (await NamesAsync(store)).ShouldBe(["first:a", "second:b", "taker:taken"]);
        (await JournalsAsync()).ShouldBe(0);
        (await CountAsync("_images")).ShouldBe(0);
        (await store.ReplaceAsync("sheets", second with { Name = "free" }, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Batches_over_the_same_documents_neither_lose_anything_nor_stand_still()
    {
        using var otherFeed = new ChangeFeed();
        await using var left = await OpenAsync(_feed);
        await using var right = await OpenAsync(otherFeed);
        var ids = Enumerable.Range(0, 4).Select(i => $"id{i}").ToArray();
        await left.BatchAsync([.. ids.Select(id => new Write.Insert("sheets", new Sheet { Id = id }))], Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => AddOneAsync(i % 2 == 0 ? left : right, i % 3 == 0 ? ids.Reverse() : ids), Cancellation)));
        (await left.FindAsync("sheets", Query<Sheet>.All, Cancellation)).Select(sheet => sheet.Whole).ShouldBe([20, 20, 20, 20]);
    }

    [Fact]
    public async Task A_change_that_a_crash_left_in_its_document_is_appended_once()
    {
        using (var client = _database!.Look())
        {
            var pending = new Bson { ["key"] = "k", ["operation"] = "insert" };
            await client.WriteAsync(new Bson { ["insert"] = "sheets", ["documents"] = new[] { new Bson { ["_id"] = "left", ["_revision"] = 1, ["_pending"] = pending } } });
            await client.WriteAsync(new Bson { ["insert"] = "_processes", ["documents"] = new[] { new Bson { ["_id"] = "dead", ["beat"] = 5 } } });
        }

        using var otherFeed = new ChangeFeed();
        await using var one = await OpenAsync(_feed);
        await using var two = await OpenAsync(otherFeed);
        using var subscription = _feed.Subscribe();
        await UntilAsync(async () => await CountAsync("_processes") == 2);
        await two.InsertAsync("sheets", new Sheet { Id = "next" }, Cancellation);
        (await TakeAsync(subscription, 2)).Select(change => (change.Sequence, change.Id)).ShouldBe([(1, "left"), (2, "next")]);
        (await CountAsync("changes")).ShouldBe(2);
    }

    private static Write[] Batch(Sheet changed) =>
    [
        new Write.Insert("sheets", new Sheet { Id = "added", Name = "added" }),
        new Write.Replace("sheets", changed with { Name = "after" }),
        new Write.Delete("sheets", "gone", 1),
    ];

    private static async Task HoldAsync(TaskCompletionSource reached, TaskCompletionSource release)
    {
        reached.TrySetResult();
        await release.Task;
    }

    private static async Task AddOneAsync(MongoStore store, IEnumerable<string> ids)
    {
        while (true)
        {
            var sheets = (await store.FindAsync("sheets", Query<Sheet>.All, Cancellation)).ToDictionary(sheet => sheet.Id);
            try
            {
                await store.BatchAsync([.. ids.Select(id => new Write.Replace("sheets", sheets[id] with { Whole = sheets[id].Whole + 1 }))], Cancellation);
                return;
            }
            catch (ConflictException)
            {
                // Another was first.
            }
        }
    }

    private static async Task<string[]> NamesAsync(MongoStore store) =>
        [.. (await store.FindAsync("sheets", Query<Sheet>.All, Cancellation)).Select(sheet => $"{sheet.Id}:{sheet.Name}")];

    private static async Task<List<Change>> TakeAsync(IChangeSubscription subscription, int count)
    {
        var changes = new List<Change>();
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            changes.AddRange(batch.Changes);
            if (changes.Count >= count)
            {
                break;
            }
        }

        return changes;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(end).ShouldBeLessThan(TimeSpan.FromSeconds(150));
            await Task.Delay(20, Cancellation);
        }
    }

    private async Task<MongoStore> OpenAsync(IChangePublisher publisher, MongoOptions? options = null)
    {
        var store = _database!.Open(publisher, options ?? Quick);
        await store.EnsureAsync(Sheet.Definition, Cancellation);
        return store;
    }

    private async Task<int> CountAsync(string collection)
    {
        using var client = _database!.Look();
        return (await client.ListAsync(collection, [], cancellation: Cancellation)).Count;
    }

    private async Task<int> JournalsAsync()
    {
        using var client = _database!.Look();
        return (await MongoJournal.FindAsync(client, new Bson { ["state"] = new Bson { ["$ne"] = MongoJournal.Undone } }, Cancellation)).Count;
    }

    private async Task<long> BeatsAsync()
    {
        using var client = _database!.Look();
        return (await client.ListAsync("_processes", [], cancellation: Cancellation)).Sum(process => process["beat"].Whole);
    }
}
