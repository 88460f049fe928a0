namespace Virtool.App.Tests.Migrations;

public sealed class MongoMigrationTests : MigrationContract
{
    private protected override Task<MigratedStore> OpenAsync() => MigratedStore.OnMongoAsync();
}
