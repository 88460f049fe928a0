using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.SignalR;
using Virtool.Data.Background;

namespace Virtool.App.Hubs;

/// <summary>All connections to the change hub.</summary>
internal sealed class ChangeListeners : IDisposable
{
    /// <summary>The name of the meter with <c>virtool.hub.connections</c>.</summary>
    public const string MeterName = "Virtool.App.Hubs";

    /// <summary>How many connections one user may have.</summary>
    public const int MostOfOneUser = 50;

    /// <summary>How often it is looked again whether sessions still hold, beside the changes of users that the feed tells.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ChangeListener> _byConnection = new(StringComparer.Ordinal);
    private readonly ListenerParts _parts;
    private readonly Meter _meter = new(MeterName);
    private readonly ITimer _timer;

    public ChangeListeners(ListenerParts parts)
    {
        _parts = parts;
        _meter.CreateObservableGauge("virtool.hub.connections", () => Count, unit: "{connection}", description: "Open connections to the change hub");
        _timer = Detached.From(() => parts.Time.CreateTimer(_ => LookAgain(), null, LookInterval, LookInterval));
    }

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byConnection.Count;
            }
        }
    }

    /// <summary>A client has connected.</summary>
    public async Task OpenAsync(HubCallerContext context)
    {
        if (Add(context) is not { } listener)
        {
            await _parts.Hub.Clients.Client(context.ConnectionId).SendAsync("Ended", Ended.TooManyConnections, context.ConnectionAborted);
            context.Abort();
            return;
        }

        try
        {
            await listener.OpenAsync();
        }
        catch (OperationCanceledException) when (listener.IsClosed)
        {
            await CloseAsync(context);
        }
        catch
        {
            // Of a connection that could not be opened nobody is told that it is gone.
            await CloseAsync(context);
            throw;
        }
    }

    /// <summary>The listener of a connection, where it is open.</summary>
    public ChangeListener? Of(HubCallerContext context)
    {
        lock (_gate)
        {
            return _byConnection.GetValueOrDefault(context.ConnectionId);
        }
    }

    /// <summary>A client is gone.</summary>
    public async Task CloseAsync(HubCallerContext context)
    {
        ChangeListener? listener;
        lock (_gate)
        {
            _byConnection.Remove(context.ConnectionId, out listener);
        }

        if (listener is not null)
        {
            await listener.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _meter.Dispose();
    }

    /// <summary>Null where the user has as many as one may have.</summary>
    private ChangeListener? Add(HubCallerContext context)
    {
        lock (_gate)
        {
            var listener = new ChangeListener(context, _parts);
            return _byConnection.Values.Count(other => other.UserId == listener.UserId) < MostOfOneUser ? _byConnection[context.ConnectionId] = listener : null;
        }
    }

    private void LookAgain()
    {
        ChangeListener[] all;
        lock (_gate)
        {
            all = [.. _byConnection.Values];
        }

        foreach (var listener in all)
        {
            listener.Look();
        }
    }
}
