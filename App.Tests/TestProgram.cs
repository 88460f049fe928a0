using System.Xml.Linq;
using Virtool.App.Tests.Crashes;
using Virtool.App.Tests.Crashes.Steps;
using Xunit.Runner.InProc.SystemConsole;

namespace Virtool.App.Tests;

/// <summary>Runs the tests, and tells at the end which failed; or is a process that works until it is killed.</summary>
internal static class TestProgram
{
    private const string Report = "-xml";

    public static async Task<int> Main(string[] args)
    {
        // Processes that tests kill would leave the sockets of the runtime's diagnostics in the system's temporary folder.
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");

        // Processes that tests start live for seconds: too short for what the runtime would learn of them to pay.
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        return args switch
        {
            [CrashWriter.Verb, var folder] => await CrashWriter.RunAsync(folder),
            [TrashMover.Verb, var folder] => await TrashMover.RunAsync(folder),
            [CrashServer.Verb, var marks, var point, .. var settings] => await CrashServer.BeAsync(marks, CrashPoint.Parse(point), settings),
            _ => await RunAsync(args),
        };
    }

    private static async Task<int> RunAsync(string[] args)
    {
        var screen = Console.Error;
        Console.SetError(new TestError(screen));
        if (args.Any(arg => arg is "-automated" or "-list" || arg.StartsWith('@')))
        {
            return await ConsoleRunner.Run(args);
        }

        var given = Array.IndexOf(args, Report);
        var report = given >= 0 && given + 1 < args.Length ? args[given + 1] : Path.Combine(Path.GetTempPath(), $"virtool-tests-{Environment.ProcessId}.xml");
        try
        {
            var status = await ConsoleRunner.Run(given >= 0 ? args : [.. args, Report, report]);
            if (File.Exists(report))
            {
                await using var stream = File.OpenRead(report);
                await screen.WriteAsync(FailedTests.Tell(await XDocument.LoadAsync(stream, LoadOptions.None, CancellationToken.None)));
            }

            return status;
        }
        finally
        {
            if (given < 0)
            {
                File.Delete(report);
            }
        }
    }
}
