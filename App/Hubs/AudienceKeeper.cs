using Virtool.Data.Background;
using Virtool.Data.Changes;
using Virtool.Data.Store;

namespace Virtool.App.Hubs;

/// <summary>
/// Keeps who could see what up to date as long as somebody is connected, from what was read once and from every change since. Between two
/// connections it keeps its place in the feed.
/// </summary>
/// <param name="feed">The change feed.</param>
/// <param name="interfaces">What the hub tells of.</param>
/// <param name="documents">What it keeps.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed class AudienceKeeper(IChangeFeed feed, HubInterfaces interfaces, SharedDocuments documents, TimeProvider time, ILogger<AudienceKeeper> log) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>How many documents are read at once, while connections wait.</summary>
    private const int PartSize = 256;

    private readonly Lock _gate = new();
    private int _count;
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private TaskCompletionSource _ready = new();
    private Position? _position;

    /// <summary>Somebody is there; the task ends when it is known who can see what now.</summary>
    public Task EnterAsync()
    {
        lock (_gate)
        {
            if (_count++ == 0)
            {
                _stop = new CancellationTokenSource();
                _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var (before, ready, stop) = (_run, _ready, _stop.Token);
                _run = Detached.From(() => RunAsync(before, ready, stop));
            }

            return _ready.Task;
        }
    }

    /// <summary>One of those who entered is gone.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _stop!.Cancel();
                _stop.Dispose();
                _stop = null;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _stop?.Cancel();
        }
    }

    private async Task RunAsync(Task before, TaskCompletionSource ready, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await before;
            using var subscription = feed.Subscribe(since: _position, capacity: ChangeFeed.Memory);
            var target = feed.Position;
            if (_position is null)
            {
                await TryUntilDoneAsync(documents.LoadAsync, cancellation);
                _position = subscription.Start;
            }

            IsReady(ready, target);
            await foreach (var batch in subscription.ReadAsync(cancellation))
            {
                await TryUntilDoneAsync(token => FollowAsync(batch, token), cancellation);
                _position = batch.Position;
                IsReady(ready, target);
            }
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody is connected any more, or the server has stopped and closed the database.
            ready.TrySetCanceled(cancellation);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Who may see what is not followed any more; connections to the change hub are refused until all are closed");
            ready.TrySetException(exception);
        }
    }

    /// <summary>What was published before the first came is followed.</summary>
    private void IsReady(TaskCompletionSource ready, Position target)
    {
        if (_position is { } position && (position.Epoch != target.Epoch || position.Sequence >= target.Sequence))
        {
            ready.TrySetResult();
        }
    }

    private async Task FollowAsync(ChangeBatch batch, CancellationToken cancellation)
    {
        if (batch.Resync)
        {
            await documents.ForgetAsync(cancellation);
            await documents.LoadAsync(cancellation);
            return;
        }

        foreach (var part in batch.Changes.Where(change => interfaces.Of(change.Collection)?.IsSmall == true).Chunk(PartSize))
        {
            await documents.ReadAsync(part, cancellation);
        }
    }

    private async Task TryUntilDoneAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await act(cancellation);
                return;
            }
            catch (StoreException exception)
            {
                log.LogWarning(exception, "It could not be read who may see what; it is read again in {Seconds} s", AfterFailure.TotalSeconds);
                await Task.Delay(AfterFailure, time, cancellation);
            }
        }
    }
}
