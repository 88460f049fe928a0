using Shouldly;
using Virtool.Data.Changes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>The disk is full while the server writes.</summary>
public sealed class SqliteDiskFullTests : IDisposable
{
    private const int Megabytes = 16;
    private const int Writers = 4;
    private const int Spare = 6 * 1024 * 1024;

    private static readonly string Long = new('x', 20_000);

    private readonly SmallDisk _disk = new(Megabytes);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => _disk.File("virtool.db");

    public void Dispose() => _disk.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task A_full_disk_is_said_what_was_acknowledged_stays_and_writing_goes_on_once_there_is_room()
    {
        // What is deleted later, to make room: as much as the log holds, which goes into the database then.
        await File.WriteAllBytesAsync(_disk.File("other"), new byte[Spare], Cancellation);
        using var feed = new ChangeFeed();
        await using (var store = new SqliteStore(Database, feed))
        {
            await store.EnsureAsync(Sheet.Definition, Cancellation);
            var sheets = new Collection<Sheet>(store, Sheet.Definition);
            var acknowledged = new List<string>();
            var errors = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => FillAsync(store, sheets, acknowledged), Cancellation)));
            errors.ShouldAllBe(error => error.Message.Contains("disk that holds") && error.Message.Contains("Make room"));
            acknowledged.ShouldNotBeEmpty();
            await StandsAsync(sheets, acknowledged);

            File.Delete(_disk.File("other"));
            for (var i = 0; i < 5; i++)
            {
                acknowledged.Add((await sheets.InsertAsync(new Sheet { Id = Ids.New(), Search = Long }, Cancellation)).Id);
            }

            await StandsAsync(sheets, acknowledged);
        }

        using var session = new SqliteSession(Database, new SqliteOptions(), readOnly: false);
        session.Rows("PRAGMA integrity_check", row => row.Text(0)).ShouldBe(["ok"]);
    }

    /// <summary>Writes batches of two until the disk is full; gives the error.</summary>
    private static async Task<StoreException> FillAsync(SqliteStore store, Collection<Sheet> sheets, List<string> acknowledged)
    {
        while (true)
        {
            var two = new[] { new Sheet { Id = Ids.New(), Search = Long }, new Sheet { Id = Ids.New(), Search = Long } };
            try
            {
                await store.BatchAsync([.. two.Select(sheets.ToInsert)], Cancellation);
            }
            catch (StoreException error)
            {
                return error;
            }

            lock (acknowledged)
            {
                acknowledged.AddRange(two.Select(sheet => sheet.Id));
            }
        }
    }

    /// <summary>All that was acknowledged is there, and no half of a batch; the indexes agree.</summary>
    private static async Task StandsAsync(Collection<Sheet> sheets, List<string> acknowledged)
    {
        var there = await sheets.FindAsync(Query<Sheet>.All, Cancellation);
        there.Select(sheet => sheet.Id).Order(StringComparer.Ordinal).ShouldBe(acknowledged.Order(StringComparer.Ordinal));
        (await sheets.CountAsync(Where<Sheet>.Contains(sheet => sheet.Search, "xxxx"), Cancellation)).ShouldBe(there.Count);
    }
}
