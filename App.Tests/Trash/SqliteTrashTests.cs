using Virtool.Data.Store;

namespace Virtool.App.Tests.Trash;

public sealed class SqliteTrashTests : TrashContract
{
    protected override Task<DatabaseOptions> MakeAsync() => Task.FromResult(new DatabaseOptions());

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
