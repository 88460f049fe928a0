namespace Virtool.App.Tests.References;

public sealed class SqliteRoundTripTests : RoundTripContract
{
    private protected override Task<ReferencesHost> StartAsync() => ReferencesHost.StartAsync();
}
