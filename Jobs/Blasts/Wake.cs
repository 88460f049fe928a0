using System.Threading.Channels;
using Virtool.Data.Changes;

namespace Virtool.Jobs.Blasts;

/// <summary>Waits for a time, or until something of a collection changes.</summary>
/// <param name="feed">Tells of changes.</param>
/// <param name="collection">The collection's name.</param>
/// <param name="time">The clock.</param>
internal sealed class Wake(IChangeFeed feed, string collection, TimeProvider time) : IDisposable
{
    private readonly IChangeSubscription _changes = feed.Subscribe([collection]);
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Listens until it is ended.</summary>
    public async Task ListenAsync(CancellationToken ended)
    {
        await foreach (var _ in _changes.ReadAsync(ended))
        {
            _woken.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits.</summary>
    /// <param name="pause">At the most.</param>
    /// <param name="ended">Ends it without a word.</param>
    public async Task WaitAsync(TimeSpan pause, CancellationToken ended)
    {
        using var limit = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ended);
        try
        {
            await _woken.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // It was waited long enough, or the server ends: who waits sees which.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _changes.Dispose();
}
