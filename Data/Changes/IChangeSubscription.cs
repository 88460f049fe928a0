namespace Virtool.Data.Changes;

/// <summary>One listener's place in the feed. Disposing ends it; its buffer is bounded and coalesces by document.</summary>
public interface IChangeSubscription : IDisposable
{
    /// <summary>Where it began: what was read after subscribing holds every change up to here.</summary>
    Position Start { get; }

    /// <summary>Every change after <see cref="Start"/>, in batches: waits for one, then takes all that there is.</summary>
    IAsyncEnumerable<ChangeBatch> ReadAsync(CancellationToken cancellation);
}
