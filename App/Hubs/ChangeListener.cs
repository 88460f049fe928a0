using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Virtool.Components.Shell;
using Virtool.Data.Changes;
using Virtool.Data.Store;
using Virtool.Domain.Rights;

namespace Virtool.App.Hubs;

/// <summary>
/// One connection: a subscription of its own, drained at the connection's own pace, so that a slow one loses changes (and is told to read
/// again) and slows nobody. What it is told is decided by who its user is at that moment.
/// </summary>
internal sealed class ChangeListener : IAsyncDisposable
{
    /// <summary>The shortest time from one batch to the next: what changes often in between is told once.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection may take to hear that it is ended.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>How many documents it is remembered of that they were told to be gone.</summary>
    private const int MostToldGone = 4_096;

    private readonly HubCallerContext _context;
    private readonly ISingleClientProxy _client;
    private readonly ListenerParts _parts;
    private readonly CancellationTokenSource _closed;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<(string Collection, string Id)> _toldGone = [];
    private volatile Viewer? _viewer;
    private volatile string _epoch = "";
    private IDisposable? _watching;
    private Task _known = Task.CompletedTask;
    private Task _looking = Task.CompletedTask;
    private CancellationTokenSource? _stop;
    private Task _telling = Task.CompletedTask;

    public ChangeListener(HubCallerContext context, ListenerParts parts)
    {
        _context = context;
        _parts = parts;
        _client = parts.Hub.Clients.Client(context.ConnectionId);
        _closed = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionAborted);
        UserId = ViewerClaims.UserId(context.User!)!;
    }

    /// <summary>The client is gone, or was told to go.</summary>
    public bool IsClosed => _closed.IsCancellationRequested;

    /// <summary>Whose connection it is.</summary>
    public string UserId { get; }

    /// <summary>Finds out who it is, and tells where the feed stands.</summary>
    public async Task OpenAsync()
    {
        _known = _parts.Audiences.EnterAsync();
        _watching = _parts.Watch.Watch(_context.User!, Look);
        await RenewViewerAsync();
        while (_viewer is null)
        {
            await Task.Delay(AfterFailure, _parts.Time, _closed.Token);
            await RenewViewerAsync();
        }

        await KnowAudiencesAsync();
        var position = _parts.Feed.Position;
        _epoch = position.Epoch;
        await _client.SendAsync("Begin", new Begin(position.Epoch, position.Sequence, Product.Version), _closed.Token);
        _looking = FollowUserAsync();
    }

    /// <summary>Tells changes from after the sequence on, in place of what it told until now.</summary>
    public Task BeginAsync(long sequence) => InTurnAsync(() =>
    {
        if (!_closed.IsCancellationRequested)
        {
            _toldGone.Clear();
            _stop = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
            _telling = TellAsync(_parts.Feed.Subscribe(_parts.Interfaces.Names, new Position(_epoch, sequence)), _stop.Token);
        }

        return Task.CompletedTask;
    });

    /// <summary>It may be that the user is another than before. Returns at once.</summary>
    public void Look() => _looks.Writer.TryWrite(true);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // A call of the client may still be under way: the sources and the semaphore are left to the collector.
        await _closed.CancelAsync();
        _watching?.Dispose();
        _parts.Audiences.Leave();
        await _looking;
        await InTurnAsync(() => Task.CompletedTask);
    }

    private async Task FollowUserAsync()
    {
        try
        {
            await foreach (var _ in _looks.Reader.ReadAllAsync(_closed.Token))
            {
                await RenewViewerAsync();
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The connection is gone.
        }
        catch (Exception exception)
        {
            _parts.Log.LogError(exception, "The user of a connection to the change hub could not be followed; the connection is closed");
            _context.Abort();
        }
    }

    /// <summary>Looks who the user is now. Where that cannot be found out, it is as before: it is looked again soon.</summary>
    private async Task RenewViewerAsync()
    {
        try
        {
            var before = _viewer;
            _viewer = await _parts.Viewers.GetAsync(_context.User!, _closed.Token);
            if (_viewer is null)
            {
                await EndAsync();
            }
            else if (before?.Equals(_viewer) == false)
            {
                await KnowAudiencesAsync();
                await InTurnAsync(() => TellResyncAsync(_parts.Feed.Position));
            }
        }
        catch (StoreException exception)
        {
            _parts.Log.LogWarning(exception, "It could not be looked up whether a session still holds; it is looked up again in {Seconds} s", AfterFailure.TotalSeconds);
            await Task.Delay(AfterFailure, _parts.Time, _closed.Token);
            Look();
        }
    }

    private async Task EndAsync()
    {
        await _closed.CancelAsync();
        try
        {
            await _client.SendAsync("Ended", Ended.SignedOut, CancellationToken.None).WaitAsync(LastWords, _parts.Time, _context.ConnectionAborted);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // It does not listen, or is gone.
        }

        _context.Abort();
    }

    /// <summary>To administrators it does not matter who else could see something.</summary>
    private Task KnowAudiencesAsync() => _viewer!.Administrator ? Task.CompletedTask : _known.WaitAsync(_closed.Token);

    /// <summary>Stops telling, and then acts; one after the other.</summary>
    private async Task InTurnAsync(Func<Task> act)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await (_stop?.CancelAsync() ?? Task.CompletedTask);
            await _telling;
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TellAsync(IChangeSubscription subscription, CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var listening = subscription;
        try
        {
            await foreach (var batch in subscription.ReadAsync(cancellation))
            {
                var began = _parts.Time.GetTimestamp();
                if (batch.Resync)
                {
                    await TellResyncAsync(batch.Position);
                    return;
                }

                await TellAsync(batch.Changes, cancellation);
                var rest = Interval - _parts.Time.GetElapsedTime(began);
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, _parts.Time, cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The client begins elsewhere, or is gone.
        }
        catch (Exception exception)
        {
            _parts.Log.LogError(exception, "A connection to the change hub could not be told of a change; it is closed");
            _context.Abort();
        }
    }

    /// <summary>Waits until the connection has taken each message. Sending is not given the token: a message cut off in the middle would end the connection.</summary>
    private async Task TellAsync(IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var seen = await ReadAsync(changes, cancellation);
        foreach (var (change, document) in changes.Zip(seen))
        {
            cancellation.ThrowIfCancellationRequested();
            if (_viewer is { } viewer && Changed.Of(change, document, viewer) is { } changed && IsNews(change, changed))
            {
                await _client.SendAsync("Changed", changed, CancellationToken.None);
            }
        }
    }

    private async Task<IReadOnlyList<SeenDocument>> ReadAsync(IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await _parts.Documents.ReadAsync(changes, cancellation);
            }
            catch (StoreException exception)
            {
                _parts.Log.LogWarning(exception, "A change could not be read for the change hub; it is read again in {Seconds} s", AfterFailure.TotalSeconds);
                await Task.Delay(AfterFailure, _parts.Time, cancellation);
            }
        }
    }

    private Task TellResyncAsync(Position position)
    {
        _epoch = position.Epoch;
        return _client.SendAsync("Resync", new Resync(position.Epoch, position.Sequence), CancellationToken.None);
    }

    /// <summary>That a document is gone is told once: what becomes of it afterwards is not the viewer's.</summary>
    private bool IsNews(Change change, Changed changed)
    {
        var key = (change.Collection, change.Id);
        if (changed.Operation != Changed.Delete)
        {
            _toldGone.Remove(key);
            return true;
        }

        if (_toldGone.Count >= MostToldGone)
        {
            _toldGone.Clear();
        }

        return _toldGone.Add(key);
    }
}
