using System.Globalization;
using System.Runtime.InteropServices;
using Medallion.Shell;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Jobs.Logs;

namespace Virtool.Jobs.Processes;

/// <summary>Runs tools on this machine, through a launcher in a session of its own.</summary>
/// <param name="toolbox">Finds them.</param>
/// <param name="options">How long they have to end.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what could not be ended.</param>
public sealed class LocalProcessRunner(Toolbox toolbox, IOptions<ToolOptions> options, TimeProvider time, ILogger<LocalProcessRunner> log) : IProcessRunner
{
    private const int Niceness = 10;
    private static readonly string Launcher = Path.Combine(AppContext.BaseDirectory, "launch.sh");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);
    private static readonly int OwnGroup = ProcessEntry.Read(Environment.ProcessId)?.Group ?? 0;

    /// <inheritdoc />
    public async Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancel, CancellationToken leave = default)
    {
        cancel.ThrowIfCancellationRequested();
        var arguments = LauncherArguments(run);
        var control = new ControlFolder(run.ControlFolder);
        control.Reset();
        var logged = File.Exists(run.ErrorFile) ? new FileInfo(run.ErrorFile).Length : 0;

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, leave);
        var launcher = Start(run, arguments);
        try
        {
            var ended = await launcher.Task.WaitAsync(either.Token);
            await EndAsync(process => process.Started >= (control.Started ?? 0) && process.RunId() == run.Id, TimeSpan.Zero);
            var lastWords = LogTail.LastWords(run.ErrorFile, logged);
            var tools = Pipeline(run.Command).Select(command => command.Tool).ToList();
            return new ToolResult(control.ExitStatus ?? ended.ExitCode, lastWords) { BlamedTool = tools[control.Blamed ?? tools.Count - 1] };
        }
        catch (OperationCanceledException)
        {
            var group = launcher.ProcessId;
            await EndAsync(process => process.Group == group || process.RunId() == run.Id, options.Value.EndGrace);
            throw;
        }
    }

    /// <inheritdoc />
    public Task EndAsync(string idPrefix, CancellationToken cancellation) =>
        EndAsync(process => process.RunId()?.StartsWith(idPrefix, StringComparison.Ordinal) == true, options.Value.EndGrace);

    // Looks again after each signal: what forks while it is being ended is found the next time.
    private async Task EndAsync(Func<ProcessEntry, bool> belongs, TimeSpan grace)
    {
        var begun = time.GetTimestamp();
        var asked = new HashSet<int>();
        while (true)
        {
            var left = ProcessEntry.All().Where(belongs).ToList();
            if (left.Count == 0)
            {
                return;
            }

            var waited = time.GetElapsedTime(begun);
            if (waited > grace + KillTime)
            {
                log.LogWarning("Processes of a run cannot be ended: {Processes}", string.Join(", ", left.Select(process => process.Id)));
                return;
            }

            foreach (var process in left.Where(process => waited >= grace || asked.Add(process.Id)))
            {
                // Before the launcher has made its session it is in the server's own group.
                Signals.Send(process.Group == OwnGroup ? process.Id : -process.Group, waited >= grace ? Signals.Kill : Signals.Terminate);
            }

            await Task.Delay(Look, time, CancellationToken.None);
        }
    }

    private Command Start(ProcessRun run, IReadOnlyList<string> arguments)
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

    private List<string> LauncherArguments(ProcessRun run)
    {
        // .NET ignores SIGPIPE, and a shell cannot undo what it inherits: `env` does, or a source would not end with its reader.
        var output = run.Command.OutputFile;
        List<string> arguments =
        [
            "env", "--default-signal=PIPE", "nice", "-n", $"{Niceness}", "bash", Launcher, run.ControlFolder, run.WorkingFolder,
            output is null ? "append" : "replace", Path.GetFullPath(output ?? run.OutputFile, run.WorkingFolder), run.ErrorFile,
        ];
        foreach (var command in Pipeline(run.Command))
        {
            var words = toolbox.Get(command.Tool);
            arguments.Add((words.Count + command.Arguments.Count).ToString(CultureInfo.InvariantCulture));
            arguments.AddRange(words);
            arguments.AddRange(command.Arguments);
        }

        return arguments;
    }

    private static IEnumerable<ToolCommand> Pipeline(ToolCommand command) =>
        command.Source is null ? [command] : Pipeline(command.Source).Append(command);

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
