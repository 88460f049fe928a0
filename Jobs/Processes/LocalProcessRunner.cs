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
    private const int KilledStatus = 128 + Signals.Kill;
    private const int TerminatedStatus = 128 + Signals.Terminate;
    private static readonly string Launcher = Path.Combine(AppContext.BaseDirectory, "launch.sh");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TakenOverLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);
    private static readonly int OwnGroup = ProcessEntry.Read(Environment.ProcessId)?.Group ?? 0;

    /// <inheritdoc />
    public async Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancel, CancellationToken leave = default)
    {
        cancel.ThrowIfCancellationRequested();
        leave.ThrowIfCancellationRequested();
        var control = new ControlFolder(run.ControlFolder);
        var start = control.Start;
        return start?.IsOf(run) == true && await TakeOverAsync(run, control, start, cancel, leave) is { } result
            ? result
            : await StartAsync(run, control, cancel, leave);
    }

    /// <inheritdoc />
    public Task EndAsync(string idPrefix, CancellationToken cancellation) =>
        EndAsync(process => process.RunId()?.StartsWith(idPrefix, StringComparison.Ordinal) == true, options.Value.EndGrace);

    private async Task<ToolResult> StartAsync(ProcessRun run, ControlFolder control, CancellationToken cancel, CancellationToken leave)
    {
        var arguments = LauncherArguments(run);
        if (control.Start is not null)
        {
            await EndAsync(process => process.RunId() == run.Id, TimeSpan.Zero);
        }

        var start = RunStart.Now(run);
        control.Begin(start);
        var launcher = Launch(run, arguments);
        await UntilEndAsync(run, launcher.ProcessId, launcher.Task, cancel, leave);
        await EndLeftoversAsync(run, control);
        return Result(run, control, start, control.ExitStatus ?? (await launcher.Task).ExitCode);
    }

    // Null: it vanished without telling an end of its own.
    private async Task<ToolResult?> TakeOverAsync(ProcessRun run, ControlFolder control, RunStart start, CancellationToken cancel, CancellationToken leave)
    {
        if (control.ExitStatus is null && control.Launcher(run.Id) is { } launcher)
        {
            log.LogInformation("Run {Run} goes on as process {Process}; its end is waited for", run.Id, launcher.Id);
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancel, leave);
            await UntilEndAsync(run, launcher.Id, GoneAsync(run, control, watching.Token), cancel, leave);
        }

        if (control.ExitStatus is { } status && status is not (KilledStatus or TerminatedStatus))
        {
            await EndLeftoversAsync(run, control);
            return Result(run, control, start, status);
        }

        log.LogWarning("Run {Run} was ended from outside while no server watched it; it is started again", run.Id);
        return null;
    }

    private async Task GoneAsync(ProcessRun run, ControlFolder control, CancellationToken cancellation)
    {
        while (control.ExitStatus is null && control.Launcher(run.Id) is not null)
        {
            await Task.Delay(TakenOverLook, time, cancellation);
        }
    }

    private async Task UntilEndAsync(ProcessRun run, int group, Task ended, CancellationToken cancel, CancellationToken leave)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, leave);
        try
        {
            await ended.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await EndAsync(process => process.Group == group || process.RunId() == run.Id, options.Value.EndGrace);
            throw;
        }
    }

    private Task EndLeftoversAsync(ProcessRun run, ControlFolder control) =>
        EndAsync(process => process.Started >= (control.Started ?? 0) && process.RunId() == run.Id, TimeSpan.Zero);

    private static ToolResult Result(ProcessRun run, ControlFolder control, RunStart start, int status)
    {
        var tools = Pipeline(run.Command).Select(command => command.Tool).ToList();
        return new ToolResult(status, LogTail.LastWords(run.ErrorFile, start.Logged))
        {
            BlamedTool = tools[control.Blamed ?? tools.Count - 1],
            CpuSeconds = control.CpuSeconds,
        };
    }

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

    private Command Launch(ProcessRun run, IReadOnlyList<string> arguments)
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
