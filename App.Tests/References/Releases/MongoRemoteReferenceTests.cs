namespace Virtool.App.Tests.References.Releases;

public sealed class MongoRemoteReferenceTests : RemoteReferenceContract
{
    private protected override Task<RemoteHost> StartAsync() => RemoteHost.StartOnMongoAsync();
}
