namespace Virtool.App.Tests.References;

public sealed class MongoReferenceRemovalTests : ReferenceRemovalContract
{
    private protected override Task<ReferencesHost> StartAsync() => ReferencesHost.StartOnMongoAsync();
}
