namespace Virtool.App.Tests.References;

public sealed class SqliteReferenceImportTests : ReferenceImportContract
{
    private protected override Task<ReferencesHost> StartAsync() => ReferencesHost.StartAsync();
}
