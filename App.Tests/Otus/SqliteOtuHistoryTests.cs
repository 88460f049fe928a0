using Virtool.Data.Store;

namespace Virtool.App.Tests.Otus;

public sealed class SqliteOtuHistoryTests : OtuHistoryContract
{
    protected override Task<DatabaseOptions> DatabaseAsync() => Task.FromResult(new DatabaseOptions());
}
