using Virtool.Data.Changes;

namespace Virtool.Data.Live;

/// <summary>The subscription that open windows share, from the first that opens to the last that closes.</summary>
internal sealed class LiveLoop(IChangeSubscription subscription) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public IChangeSubscription Subscription => subscription;

    public SeenDocuments Seen { get; } = new();

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Stops listening at once. The source is left to the collector: readings under way still hold its token.</summary>
    public void Dispose()
    {
        subscription.Dispose();
        _stop.Cancel();
    }
}
