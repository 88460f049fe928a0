namespace Virtool.App.Tests.Migrations;

public sealed class MongoOldDocumentsTests : OldDocumentsContract
{
    private protected override Task<MigratedStore> OpenAsync() => MigratedStore.OnMongoAsync();
}
