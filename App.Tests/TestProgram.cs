using Virtool.App.Tests.Crashes;
using Xunit.Runner.InProc.SystemConsole;

namespace Virtool.App.Tests;

/// <summary>Runs the tests; or is the process that writes until a test kills it.</summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] args) =>
        args is [CrashWriter.Verb, var folder] ? await CrashWriter.RunAsync(folder) : await ConsoleRunner.Run(args);
}
