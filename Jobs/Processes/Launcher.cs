using System.Globalization;
using System.Runtime.InteropServices;
using Medallion.Shell;
using Virtool.Jobs.Limits;

namespace Virtool.Jobs.Processes;

/// <summary>Starts <c>launch.sh</c>, which then does without its parent.</summary>
/// <param name="toolbox">Finds the tools.</param>
internal sealed class Launcher(Toolbox toolbox)
{
    private const int Niceness = 10;
    private const string Nothing = "-";
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "launch.sh");

    /// <summary>What the launcher is called with.</summary>
    /// <param name="run">The run.</param>
    /// <param name="group">What holds it to its limits.</param>
    /// <exception cref="ToolMissingException">One of its tools is missing.</exception>
    public IReadOnlyList<string> Arguments(ProcessRun run, RunGroup group)
    {
        // .NET ignores SIGPIPE, and a shell cannot undo what it inherits: `env` does, or a source would not end with its reader.
        var output = run.Command.OutputFile;
        List<string> arguments =
        [
            "env", "--default-signal=PIPE", "nice", "-n", $"{Niceness}", .. group.Cores is { } cores ? ["taskset", "-c", cores] : (string[])[],
            "bash", Script, run.ControlFolder, run.WorkingFolder,
            output is null ? "append" : "replace", Path.GetFullPath(output ?? run.OutputFile, run.WorkingFolder), run.ErrorFile,
            group.OutOfMemoryFile ?? Nothing, group.DataGuard is { } guard ? $"{guard / 1024}" : Nothing, $"{group.Joining.Count}", .. group.Joining,
        ];
        foreach (var command in run.Command.Pipeline())
        {
            var words = toolbox.Get(command.Tool);
            arguments.Add((words.Count + command.Arguments.Count).ToString(CultureInfo.InvariantCulture));
            arguments.AddRange(words);
            arguments.AddRange(command.Arguments);
        }

        return arguments;
    }

    /// <summary>Starts it, in a session of its own: what ends this server's group or terminal does not reach it.</summary>
    public Command Start(ProcessRun run, IReadOnlyList<string> arguments)
    {
        var environment = RunEnvironment(run);
        return Command.Run("setsid", [], settings => settings.StartInfo(start =>
        {
            start.WorkingDirectory = run.ControlFolder;
            start.Environment.Clear();
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }
        }));
    }

    private Dictionary<string, string> RunEnvironment(ProcessRun run)
    {
        var temporary = Path.Combine(run.WorkingFolder, "tmp");
        Directory.CreateDirectory(temporary);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = toolbox.SearchPath,
            ["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "/",
            ["LANG"] = "C.UTF-8",
            ["TMPDIR"] = temporary,
            ["VIRTOOL_RUN_ID"] = run.Id,
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_NOLOGO"] = "1",
        };
        if (DotnetRoot() is { } root)
        {
            environment["DOTNET_ROOT"] = root;
        }

        return environment;
    }

    // This program itself is a tool too; where .NET stands in no usual place, it would not find it in an environment this clean.
    private static string? DotnetRoot()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? (File.Exists(Path.Combine(root, "dotnet")) ? root : null);
    }
}
