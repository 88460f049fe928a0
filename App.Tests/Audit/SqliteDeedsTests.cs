using Virtool.Data.Store;

namespace Virtool.App.Tests.Audit;

public sealed class SqliteDeedsTests : DeedsContract
{
    protected override Task<DatabaseOptions> MakeAsync() => Task.FromResult(new DatabaseOptions());

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
