using Virtool.App.Tests.Data;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Trash;

public sealed class MongoTrashTests : TrashContract
{
    private MongoDatabase? _database;

    protected override async Task<DatabaseOptions> MakeAsync()
    {
        _database = await MongoDatabase.MakeAsync();
        return new DatabaseOptions { ConnectionString = _database.Address, Name = _database.Name };
    }

    protected override ValueTask CloseAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
