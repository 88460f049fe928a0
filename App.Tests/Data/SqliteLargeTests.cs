using Virtool.Data.Changes;
using Virtool.Data.Sqlite;
using Virtool.Data.Store;

namespace Virtool.App.Tests.Data;

public sealed class SqliteLargeTests : LargeContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<IDocumentStore> OpenAsync(IChangePublisher publisher) =>
        Task.FromResult<IDocumentStore>(new SqliteStore(_folder.File("virtool.db"), publisher));

    protected override ValueTask CloseAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
