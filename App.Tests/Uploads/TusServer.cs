using Virtool.App.Tests.Api;

namespace Virtool.App.Tests.Uploads;

/// <summary>One server for all tests of the tus protocol.</summary>
public sealed class TusServer : IAsyncDisposable
{
    internal ServerFactory Server { get; } = new() { Settings = { ("Files:RescanInterval", "00:00:00.5") } };

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
