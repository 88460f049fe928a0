using Virtool.Data.Changes;
using Virtool.Data.Store;
using Xunit;

namespace Virtool.App.Tests.Data;

public sealed class MongoProcessTests : ProcessContract, IAsyncLifetime
{
    private MongoDatabase? _database;

    public async ValueTask InitializeAsync() => _database = await MongoDatabase.MakeAsync();

    public ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override IDocumentStore Open(IChangePublisher publisher) => _database!.Open(publisher);
}
