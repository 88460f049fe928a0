namespace Virtool.App.Tests.References;

public sealed class MongoRoundTripTests : RoundTripContract
{
    private protected override Task<ReferencesHost> StartAsync() => ReferencesHost.StartOnMongoAsync();
}
