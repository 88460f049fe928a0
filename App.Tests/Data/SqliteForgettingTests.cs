using Microsoft.Data.Sqlite;
using Shouldly;
using Virtool.App.Tests.Jobs;
using Virtool.Data.Changes;
using Virtool.Data.Sqlite;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>Old changes go while the database is open, and who was away for longer reads everything again.</summary>
public sealed class SqliteForgettingTests : IDisposable
{
    private static readonly SqliteOptions Never = new(DurableCommits: false);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => _folder.File("virtool.db");

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Old_changes_go_while_the_database_is_open_and_the_sequence_goes_on()
    {
        using var feed = new ChangeFeed();
        await using var store = new SqliteStore(Database, feed, Never with { BetweenForgetting = TimeSpan.FromMilliseconds(20) });
        await store.EnsureAsync(Sheet.Definition, Cancellation);
        using var subscription = feed.Subscribe();
        for (var i = 0; i < 3; i++)
        {
            await store.InsertAsync("sheets", new Sheet { Id = $"old{i}" }, Cancellation);
        }

        Run("UPDATE _changes SET committed = committed - 25 * 60 * 60 WHERE sequence < 3");
        await Waiting.UntilAsync(() => Number("SELECT count(*) FROM _changes") == 1);
        Run("UPDATE _changes SET committed = committed - 25 * 60 * 60");
        await store.InsertAsync("sheets", new Sheet { Id = "new" }, Cancellation);
        await Waiting.UntilAsync(() => Number("SELECT count(*) FROM _changes WHERE sequence < 4") == 0);
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            batch.Resync.ShouldBeFalse();
            batch.Changes.Select(change => (change.Sequence, change.Id)).ShouldBe([(1, "old0"), (2, "old1"), (3, "old2"), (4, "new")]);
            break;
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Who_missed_changes_that_are_gone_reads_everything_again()
    {
        using var feed = new ChangeFeed();
        await using var store = new SqliteStore(Database, feed, Never);
        await store.EnsureAsync(Sheet.Definition, Cancellation);
        using var subscription = feed.Subscribe();

        // Another process's writes, seen only once the older of them are gone, as after a long standstill.
        Run("BEGIN IMMEDIATE; INSERT INTO _changes (collection, operation, id, revision, committed) VALUES ('sheets', 0, 'a', 1, 0), ('sheets', 0, 'b', 1, 0); DELETE FROM _changes WHERE id = 'a'; COMMIT");
        await foreach (var batch in subscription.ReadAsync(Cancellation))
        {
            (batch.Resync, batch.Position.Sequence).ShouldBe((true, 2));
            break;
        }
    }

    private void Run(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }
}
