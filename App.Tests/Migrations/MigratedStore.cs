using Virtool.App.Tests.Data;
using Virtool.Data.Changes;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Migrations;

/// <summary>An empty database whose documents are migrated.</summary>
internal sealed class MigratedStore : IAsyncDisposable
{
    private readonly ChangeFeed _feed = new();
    private TemporaryFolder? _folder;
    private MongoDatabase? _database;

    private MigratedStore()
    {
    }

    public IDocumentStore Store { get; private set; } = null!;

    public static Task<MigratedStore> OnSqliteAsync()
    {
        var opened = new MigratedStore { _folder = new TemporaryFolder() };
        opened.Store = new SqliteStore(opened._folder.File("virtool.db"), opened._feed, new SqliteOptions(DurableCommits: false));
        return Task.FromResult(opened);
    }

    public static async Task<MigratedStore> OnMongoAsync()
    {
        var opened = new MigratedStore { _database = await MongoDatabase.MakeAsync() };
        opened.Store = opened._database.Open(opened._feed);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _feed.Dispose();
        _folder?.Dispose();
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
