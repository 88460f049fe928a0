using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Mongo;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>The server is away for a while, as seen through a door between it and the store that can be shut.</summary>
public sealed class MongoOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_was_away_is_used_again_and_no_change_is_missed()
    {
        await using var database = await MongoDatabase.MakeAsync();
        var server = new Uri(database.Address);
        await using var door = new Door(server.Host, server.Port < 0 ? 27017 : server.Port);
        using var feed = new ChangeFeed();
        using var otherFeed = new ChangeFeed();
        await using var store = new MongoStore($"mongodb://127.0.0.1:{door.Port}/?serverSelectionTimeoutMS=500", database.Name, feed);
        await using var other = database.Open(otherFeed);
        await store.EnsureAsync(Sheet.Definition, Cancellation);
        await other.EnsureAsync(Sheet.Definition, Cancellation);
        await store.InsertAsync("sheets", new Sheet { Id = "before" }, Cancellation);
        using var subscription = feed.Subscribe();

        await door.ShutAsync();
        var error = await Should.ThrowAsync<StoreException>(() => store.InsertAsync("sheets", new Sheet { Id = "lost" }, Cancellation));
        error.Message.ShouldMatch("cannot be reached|connection to the MongoDB server broke");
        await other.InsertAsync("sheets", new Sheet { Id = "meanwhile" }, Cancellation);

        door.Open();
        await RetryAsync(() => store.InsertAsync("sheets", new Sheet { Id = "after" }, Cancellation));
        (await store.FindAsync("sheets", Query<Sheet>.All, Cancellation)).Select(sheet => sheet.Id).ShouldBe(["after", "before", "meanwhile"]);
        var told = new List<Change>();
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            batch.Resync.ShouldBeFalse();
            told.AddRange(batch.Changes);
            if (told.Count >= 2)
            {
                break;
            }
        }

        told.Select(change => (change.Sequence, change.Id)).ShouldBe([(2, "meanwhile"), (3, "after")]);
    }

    private static async Task RetryAsync(Func<Task> work)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await work();
                return;
            }
            catch (StoreException) when (tries < 20)
            {
                // The driver has not found the server again yet.
            }
        }
    }
}
