using Virtool.App.Tests.Data;
using Virtool.Data.Changes;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Migrations;

public sealed class MongoMigrationTests : MigrationContract
{
    private MongoDatabase? _database;

    protected override async Task<IDocumentStore> OpenAsync(IChangePublisher publisher)
    {
        _database = await MongoDatabase.MakeAsync();
        return _database.Open(publisher);
    }

    protected override ValueTask CloseAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
