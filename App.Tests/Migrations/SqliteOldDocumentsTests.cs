namespace Virtool.App.Tests.Migrations;

public sealed class SqliteOldDocumentsTests : OldDocumentsContract
{
    private protected override Task<MigratedStore> OpenAsync() => MigratedStore.OnSqliteAsync();
}
