using System.Diagnostics;
using Xunit;

namespace Virtool.App.Tests.Hubs;

/// <summary>
/// SignalR's own client for browsers: the script that <c>VIRTOOL_TEST_SIGNALR</c> names; else the one that <c>build/signalr</c> fetches,
/// once for all tests; else the tests that need it are skipped, with the reason.
/// </summary>
internal static class SignalRScript
{
    private static readonly Lazy<Task<(string? Path, string Reason)>> Found = new(FindAsync);

    /// <summary>Its path; the test is skipped where it cannot be had.</summary>
    public static async Task<string> PathAsync()
    {
        var (path, reason) = await Found.Value;
        Assert.SkipUnless(path is not null, $"SignalR's client for browsers is not here; VIRTOOL_TEST_SIGNALR=…/signalr.js names one. {reason}");
        return path;
    }

    private static async Task<(string? Path, string Reason)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("VIRTOOL_TEST_SIGNALR") is { Length: > 0 } named)
        {
            return (named, "");
        }

        using var script = Process.Start(new ProcessStartInfo(Path.Combine(TestData.Root, "build", "signalr")) { RedirectStandardOutput = true })!;
        var output = (await script.StandardOutput.ReadToEndAsync()).Trim();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? (output, "") : (null, output);
    }
}
