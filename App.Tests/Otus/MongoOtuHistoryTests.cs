using Virtool.App.Tests.Data;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Otus;

public sealed class MongoOtuHistoryTests : OtuHistoryContract
{
    private MongoDatabase? _database;

    protected override async Task<DatabaseOptions> DatabaseAsync()
    {
        _database = await MongoDatabase.MakeAsync();
        return new DatabaseOptions { ConnectionString = _database.Address, Name = _database.Name };
    }

    protected override ValueTask CloseAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
