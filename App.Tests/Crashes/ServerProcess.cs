using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Virtool.App.Tests.Api;
using Virtool.App.Tests.Commands;
using Virtool.App.Tests.Jobs;
using Virtool.Jobs.Processes;

namespace Virtool.App.Tests.Crashes;

/// <summary>A server in a process of its own, as people start it: it can be killed, and frozen.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    public const string Owns = "This server owns the data (fence";
    public const string Waits = "owns the data. This server serves pages";
    public const string Lost = "This server does not own the data any more";

    private const int Stop = 19;
    private const int Continue = 18;

    private readonly ConcurrentQueue<string> _log = [];
    private readonly Process _process;
    private readonly Task _reading;

    private ServerProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput));
    }

    public Uri Address { get; private set; } = null!;

    public int Id => _process.Id;

    public string Log => string.Join(Environment.NewLine, _log);

    /// <summary>Starts a server on a data folder and waits until it listens.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="settings">As <c>--Key=Value</c>.</param>
    /// <param name="path">Where it finds programs; null: as the tests do.</param>
    public static async Task<ServerProcess> StartAsync(string folder, IEnumerable<string> settings, string? path = null)
    {
        var call = VirtoolProgram.Call(null, ["serve", "--data", folder, "--port", "0", .. settings]);
        call.Environment["PATH"] = path ?? call.Environment["PATH"];
        var server = new ServerProcess(Process.Start(call)!);
        await server.SaysAsync(" is at http");
        server.Address = new Uri(AddressLine().Match(server.Log).Groups[1].Value);
        return server;
    }

    /// <summary>Waits until its log has a line with these words, so many times.</summary>
    public Task SaysAsync(string words, int times = 1) => Waiting.UntilAsync(
        () =>
        {
            var ended = _reading.IsCompleted;
            return Task.FromResult(Count(words) >= times || (ended ? throw new InvalidOperationException($"The server has ended: {Log}") : false));
        },
        () => Log);

    public int Count(string words) => _log.Count(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>As <c>kill -9</c>, or a power cut, does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Freeze() => Signals.Send(Id, Stop);

    public void Wake() => Signals.Send(Id, Continue);

    /// <summary>Asks it to end, as a service manager does; gives what it ended with.</summary>
    public Task<int> EndAsync()
    {
        Tell();
        return EndedAsync();
    }

    /// <summary>Asks it to end, and does not wait for that.</summary>
    public void Tell() => Signals.Send(Id, Signals.Terminate);

    /// <summary>Waits until it has ended and its last line stands in its log; gives what it ended with.</summary>
    public async Task<int> EndedAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>A client that is signed in.</summary>
    public Task<HttpClient> SignInAsync(string handle, string password, CancellationToken cancellation) => SignInAsync(Address, handle, password, cancellation);

    /// <summary>A client that is signed in to the server at an address.</summary>
    public static async Task<HttpClient> SignInAsync(Uri address, string handle, string password, CancellationToken cancellation)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        using var answer = await SignInForm.PostAsync(client, handle, password, cancellation);
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther
            ? client
            : throw new InvalidOperationException($"Signing in was answered with {answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Wake();
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            _log.Enqueue(line);
        }
    }

    [GeneratedRegex(@" is at (http://\S+)")]
    private static partial Regex AddressLine();
}
