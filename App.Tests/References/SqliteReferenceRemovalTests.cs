namespace Virtool.App.Tests.References;

public sealed class SqliteReferenceRemovalTests : ReferenceRemovalContract
{
    private protected override Task<ReferencesHost> StartAsync() => ReferencesHost.StartAsync();
}
