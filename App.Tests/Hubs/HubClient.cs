using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Virtool.App.Tests.Hubs;

/// <summary>A client of the change hub: SignalR's JSON protocol over a web socket, as far as the hub needs it.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<string> _frames = [];
    private readonly List<(string Target, JsonNode Argument)> _messages = [];
    private readonly SemaphoreSlim _sending = new(1);
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;
    private Task _pinging = Task.CompletedTask;
    private bool _isClosed;
    private int _disposed;

    private HubClient()
    {
    }

    /// <summary>Everything that came, as it came.</summary>
    public IReadOnlyList<string> Frames
    {
        get
        {
            lock (_gate)
            {
                return [.. _frames];
            }
        }
    }

    /// <summary>Every call of the server.</summary>
    public IReadOnlyList<(string Target, JsonNode Argument)> Messages
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>The documents that were told of.</summary>
    public IReadOnlyList<JsonNode> Changes => [.. Messages.Where(message => message.Target == "Changed").Select(message => message.Argument)];

    /// <summary>The server has closed the connection.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>Connects and shakes hands.</summary>
    /// <param name="server">Where.</param>
    /// <param name="cookies">Those of a session.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="isDeaf">It reads nothing once it has begun.</param>
    /// <param name="key">An API key; null: the cookies are enough.</param>
    /// <param name="isKeyInHeader">The key stands in the header, not in the address.</param>
    public static async Task<HubClient> ConnectAsync(
        Uri server, CookieContainer cookies, CancellationToken cancellation, bool isDeaf = false, string? key = null, bool isKeyInHeader = true)
    {
        var client = new HubClient();
        client._socket.Options.Cookies = cookies;
        client._socket.Options.SetBuffer(4096, 4096);
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/changes" };
        if (key is not null && isKeyInHeader)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        }
        else if (key is not null)
        {
            address.Query = $"access_token={key}";
        }

        await client._socket.ConnectAsync(address.Uri, cancellation);
        await client.SendAsync("""{"protocol":"json","version":1}""", cancellation);
        client._reading = client.ReadAsync(isDeaf);
        client._pinging = client.PingAsync();
        return client;
    }

    /// <summary>Connects, and begins where the feed stands.</summary>
    public static async Task<HubClient> BeginAsync(
        Uri server, CookieContainer cookies, CancellationToken cancellation, bool isDeaf = false, string? key = null, bool isKeyInHeader = true)
    {
        var client = await ConnectAsync(server, cookies, cancellation, isDeaf, key, isKeyInHeader);
        var begin = await client.WaitAsync("Begin", cancellation);
        await client.SinceAsync(begin["sequence"]!.GetValue<long>(), cancellation);
        return client;
    }

    public Task SinceAsync(long sequence, CancellationToken cancellation) =>
        SendAsync($$"""{"type":1,"target":"Since","arguments":[{{sequence}}]}""", cancellation);

    public async Task SendAsync(string message, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The argument of the first call of this name that is meant.</summary>
    public async Task<JsonNode> WaitAsync(string target, CancellationToken cancellation, Func<JsonNode, bool>? which = null)
    {
        JsonNode? found = null;
        await UntilAsync(
            () =>
            {
                found = Messages.Where(message => message.Target == target && which?.Invoke(message.Argument) != false).Select(message => message.Argument).FirstOrDefault();
                return found is not null;
            },
            cancellation);
        return found!;
    }

    /// <summary>The first change of a document that is told.</summary>
    public Task<JsonNode> ChangeAsync(string collection, string id, CancellationToken cancellation, string? operation = null) => WaitAsync(
        "Changed",
        cancellation,
        change => change["interface"]!.GetValue<string>() == collection && IdOf(change) == id && (operation is null || change["operation"]!.GetValue<string>() == operation));

    public Task WaitForCloseAsync(CancellationToken cancellation) => UntilAsync(() => IsClosed, cancellation);

    /// <summary>The id that a change is of.</summary>
    public static string IdOf(JsonNode change) => change["data"] is JsonArray ids ? ids[0]!.GetValue<string>() : change["data"]!["id"]!.GetValue<string>();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stop.CancelAsync();
        _socket.Abort();
        await _reading;
        await _pinging;
        _socket.Dispose();
        _stop.Dispose();
        _sending.Dispose();
    }

    private async Task UntilAsync(Func<bool> isSo, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(150));
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                arrived = _arrived.Task;
            }

            if (isSo())
            {
                return;
            }

            if (IsClosed)
            {
                throw new InvalidOperationException($"The server closed the connection before it came. What came: {string.Join(" ", Frames)}");
            }

            await arrived.WaitAsync(patience.Token);
        }
    }

    private async Task ReadAsync(bool isDeaf)
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                var received = await _socket.ReceiveAsync(buffer, _stop.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                if (received.EndOfMessage)
                {
                    Take(text.ToString());
                    text.Clear();
                }

                if (isDeaf && Messages.Count > 0)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The connection is gone.
        }

        lock (_gate)
        {
            _isClosed = true;
        }

        Arrive();
    }

    private void Take(string text)
    {
        lock (_gate)
        {
            foreach (var frame in text.Split(End, StringSplitOptions.RemoveEmptyEntries))
            {
                _frames.Add(frame);
                if (JsonNode.Parse(frame) is JsonObject message && message["target"] is { } target)
                {
                    _messages.Add((target.GetValue<string>(), message["arguments"]![0]!));
                }
            }
        }

        Arrive();
    }

    private void Arrive()
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            arrived = _arrived;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
    }

    private async Task PingAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await SendAsync("""{"type":6}""", _stop.Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The connection is gone.
        }
    }
}
