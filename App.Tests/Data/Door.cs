using System.Net;
using System.Net.Sockets;

namespace Virtool.App.Tests.Data;

/// <summary>Passes connections on while it is open; shutting it breaks them.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private TcpListener _listener;
    private CancellationTokenSource _stop = new();
    private Task _passing;

    public Door(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _passing = PassAsync(_listener, _stop.Token);
    }

    public int Port { get; }

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _stop = new CancellationTokenSource();
        _passing = PassAsync(_listener, _stop.Token);
    }

    public async Task ShutAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _passing.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    public async ValueTask DisposeAsync() => await ShutAsync();

    private async Task PassAsync(TcpListener listener, CancellationToken stop)
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(PassAsync(await listener.AcceptTcpClientAsync(stop), stop));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient near, CancellationToken stop)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await far.ConnectAsync(_host, _port, stop);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), stop), far.GetStream().CopyToAsync(near.GetStream(), stop));
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
            {
                // The door was shut.
            }
        }
    }
}
