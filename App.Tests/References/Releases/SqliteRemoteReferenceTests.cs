namespace Virtool.App.Tests.References.Releases;

public sealed class SqliteRemoteReferenceTests : RemoteReferenceContract
{
    private protected override Task<RemoteHost> StartAsync() => RemoteHost.StartAsync();
}
