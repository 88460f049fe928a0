using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Virtool.Benchmarks.Jobs;

/// <summary>A server in a process of its own, as people start it, and a browser's session with it.</summary>
internal sealed partial class LoadServer : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly HttpClient _client;

    private LoadServer(Process process, Uri address)
    {
        _process = process;
        _client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
    }

    /// <summary>Starts it on a data folder, so that as many large jobs run at once as there are cores, and signs in.</summary>
    public static async Task<LoadServer> StartAsync(string folder, int cores, CancellationToken cancellation)
    {
        string[] settings = [$"--Jobs:Limits:Proc={cores}", "--Jobs:Limits:LgProc=1", "--Jobs:Limits:LgMem=1", "--RateLimits:ApiPerSecond=100000", "--RateLimits:ApiBurst=100000", "--Logging:LogLevel:Default=Warning"];
        var program = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Virtool.App"), ["serve", "--data", folder, "--port", "0", .. settings]) { RedirectStandardError = true };
        var process = Process.Start(program)!;
        try
        {
            var server = new LoadServer(process, await AddressAsync(process, cancellation));
            await server.SignInAsync(cancellation);
            return server;
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Asks for an address and reads the whole answer; gives the milliseconds.</summary>
    public async Task<double> TimeAsync(string address, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var answer = await _client.GetStringAsync(new Uri(address, UriKind.Relative), cancellation);
        var time = watch.Elapsed.TotalMilliseconds;
        return answer.Contains("VT-1", StringComparison.Ordinal) ? time : throw new InvalidOperationException($"{address} does not show the samples.");
    }

    /// <summary>The jobs that run.</summary>
    public async Task<IReadOnlyList<string>> RunningAsync(CancellationToken cancellation) => await JobsAsync(["running"], cancellation);

    /// <summary>Waits until so many jobs run.</summary>
    /// <exception cref="TimeoutException">They do not come to run.</exception>
    public async Task WaitForRunningAsync(Func<int, bool> enough, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (!enough((await RunningAsync(cancellation)).Count))
        {
            await Task.Delay(watch.Elapsed < Patience ? Look : throw new TimeoutException("The jobs did not come to run, or to end."), cancellation);
        }
    }

    /// <summary>Cancels all jobs, so that no tool outlives the measurement, and stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var id in await JobsAsync(["waiting", "running"], CancellationToken.None))
            {
                using var answer = await _client.PutAsync(new Uri($"/api/jobs/{id}/cancel", UriKind.Relative), content: null, CancellationToken.None);
            }

            await WaitForRunningAsync(count => count == 0, CancellationToken.None);
            using var stop = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(Patience);
            await _process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
            _client.Dispose();
        }
    }

    // Its words are read to the end, lest it waits for somebody to read.
    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellation)
    {
        var said = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                said.TrySetException(new InvalidOperationException("The server did not start."));
            }
            else if (Address().Match(line.Data) is { Success: true } match)
            {
                said.TrySetResult(new Uri(match.Groups[1].Value));
            }
        };
        process.BeginErrorReadLine();
        return await said.Task.WaitAsync(Patience, cancellation);
    }

    private async Task SignInAsync(CancellationToken cancellation)
    {
        var page = await _client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancellation);
        var fields = HiddenField().Matches(page).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        (fields["Input.Handle"], fields["Input.Password"]) = (LoadLab.Handle, LoadLab.Password);
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await _client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyList<string>> JobsAsync(string[] states, CancellationToken cancellation)
    {
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/api/jobs", UriKind.Relative), cancellation));
        return
        [
            .. from job in answer.RootElement.GetProperty("documents").EnumerateArray()
               where states.Contains(job.GetProperty("state").GetString())
               select job.GetProperty("id").GetString()!,
        ];
    }

    [GeneratedRegex("is at (http://[^ ]+)")]
    private static partial Regex Address();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
