using System.Diagnostics;
using Xunit;

namespace Virtool.App.Tests.Data;

/// <summary>
/// The MongoDB server of the tests: the one that <c>VIRTOOL_TEST_MONGODB</c> names; else one that <c>build/mongodb-server</c> starts, once
/// for all tests, where it can; else the tests that need it are skipped, with the reason.
/// </summary>
internal static class MongoServer
{
    private static readonly Lazy<Task<(string? Address, string Reason)>> Started = new(StartAsync);

    /// <summary>Its address; the test is skipped where there is none.</summary>
    public static async Task<string> AddressAsync()
    {
        var (address, reason) = await Started.Value;
        Assert.SkipUnless(address is not null, $"There is no MongoDB server for tests; VIRTOOL_TEST_MONGODB=mongodb://… names one. {reason}");
        return address;
    }

    /// <summary>
    /// Starts another way into the server, a process of its own, which a test can freeze and kill as it can no server that others use; the test
    /// is skipped where the server is not the tests' own.
    /// </summary>
    public static async Task<Process> OpenDoorAsync(int port)
    {
        await AddressAsync();
        Assert.SkipWhen(Environment.GetEnvironmentVariable("VIRTOOL_TEST_MONGODB") is { Length: > 0 }, "The MongoDB server that VIRTOOL_TEST_MONGODB names is not stopped by tests.");
        return Call("door", $"{port}");
    }

    private static async Task<(string? Address, string Reason)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("VIRTOOL_TEST_MONGODB") is { Length: > 0 } named)
        {
            return (named, "");
        }

        var check = await RunAsync("check");
        if (check.ExitCode != 0)
        {
            return (null, check.Output);
        }

        var wasRunning = (await RunAsync("status")).ExitCode == 0;
        var start = await RunAsync("start");
        if (!wasRunning)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Call("stop").WaitForExit();
        }

        return start.ExitCode == 0 ? (start.Output, "") : (null, $"build/mongodb-server could not start one: {start.Output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string verb)
    {
        using var script = Call(verb);
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return (script.ExitCode, output.Trim());
    }

    private static Process Call(params string[] words) =>
        Process.Start(new ProcessStartInfo(Path.Combine(TestData.Root, "build", "mongodb-server"), words) { RedirectStandardOutput = true })!;
}
