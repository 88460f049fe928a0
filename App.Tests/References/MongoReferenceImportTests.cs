namespace Virtool.App.Tests.References;

public sealed class MongoReferenceImportTests : ReferenceImportContract
{
    private protected override Task<ReferencesHost> StartAsync() => ReferencesHost.StartOnMongoAsync();
}
