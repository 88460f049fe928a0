using System.Net;
using System.Net.Sockets;

namespace Virtool.App.Tests.Hubs;

/// <summary>Stands between a browser and a server on 127.0.0.1; its connections can be cut, and new ones be refused.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;
    private bool _isDown;

    public TcpRelay(Uri server)
    {
        _server = server;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where the server seems to be.</summary>
    public Uri Address { get; }

    /// <summary>Cuts every connection; with <paramref name="stayDown"/> new ones are cut at once, until <see cref="Up"/>.</summary>
    public void Cut(bool stayDown = false)
    {
        lock (_gate)
        {
            _isDown = stayDown;
            foreach (var socket in _open)
            {
                Break(socket);
            }

            _open.Clear();
        }
    }

    public void Up()
    {
        lock (_gate)
        {
            _isDown = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Cut(stayDown: true);
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stop.Token);
                _ = RelayAsync(near);
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task RelayAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (near)
        {
            if (!Keep(near, far))
            {
                Break(near);
                return;
            }

            try
            {
                await far.ConnectAsync(_server.Host, _server.Port);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
            catch (SocketException)
            {
                // It was cut.
            }

            lock (_gate)
            {
                _open.Remove(near);
                _open.Remove(far);
            }
        }
    }

    private bool Keep(Socket near, Socket far)
    {
        lock (_gate)
        {
            return !_isDown && _open.Add(near) && _open.Add(far);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    /// <summary>As a cable does: nothing is said, nothing that is under way arrives.</summary>
    private static void Break(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
