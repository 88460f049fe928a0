using Virtool.Data.Changes;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Data;

public sealed class MongoLargeTests : LargeContract
{
    private MongoDatabase? _database;

    protected override async Task<IDocumentStore> OpenAsync(IChangePublisher publisher)
    {
        _database = await MongoDatabase.MakeAsync();
        return _database.Open(publisher);
    }

    protected override ValueTask CloseAsync() => _database!.DisposeAsync();
}
