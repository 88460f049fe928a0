using Virtool.Data.Store;

namespace Virtool.App.Tests.Rights;

public sealed class SqliteSampleFlagsTests : SampleFlagsContract
{
    protected override Task<DatabaseOptions> MakeAsync() => Task.FromResult(new DatabaseOptions());

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
