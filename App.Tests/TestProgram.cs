using Virtool.App.Tests.Crashes;
using Virtool.App.Tests.Crashes.Steps;
using Xunit.Runner.InProc.SystemConsole;

namespace Virtool.App.Tests;

/// <summary>Runs the tests; or is a process that works until it is killed.</summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [CrashWriter.Verb, var folder] => await CrashWriter.RunAsync(folder),
        [TrashMover.Verb, var folder] => await TrashMover.RunAsync(folder),
        [CrashServer.Verb, var marks, var point, .. var settings] => await CrashServer.BeAsync(marks, CrashPoint.Parse(point), settings),
        _ => await ConsoleRunner.Run(args),
    };
}
