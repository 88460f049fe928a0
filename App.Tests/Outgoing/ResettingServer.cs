using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Virtool.App.Tests.Outgoing;

/// <summary>Sends half of an answer, and resets the connection when it is told to: the operating system's own way of an end.</summary>
internal sealed class ResettingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _open;
    private int _connections;

    public ResettingServer()
    {
        _listener.Start();
        _ = AnswerAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>How many there were.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Resets the one that is open.</summary>
    public void Reset()
    {
        var open = Interlocked.Exchange(ref _open, null);
        if (open is not null)
        {
            open.LingerState = new LingerOption(true, 0);
            open.Dispose();
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Reset();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _connections);
                await connection.ReceiveAsync(new byte[4096]);
                Volatile.Write(ref _open, connection);
                await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{new string('x', 500)}"));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
