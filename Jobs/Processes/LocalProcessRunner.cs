using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Usage;

namespace Virtool.Jobs.Processes;

/// <summary>Runs tools on this machine, through a launcher in a session of its own.</summary>
/// <param name="toolbox">Finds them.</param>
/// <param name="limits">Holds them to what their jobs may take.</param>
/// <param name="runs">Is told what they use.</param>
/// <param name="options">How long they have to end.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what could not be ended.</param>
public sealed class LocalProcessRunner(
    Toolbox toolbox, HostLimits limits, LiveRuns runs, IOptions<ToolOptions> options, TimeProvider time, ILogger<LocalProcessRunner> log) : IProcessRunner
{
    private const int KilledStatus = 128 + Signals.Kill;
    private const int TerminatedStatus = 128 + Signals.Terminate;
    private static readonly TimeSpan TakenOverLook = TimeSpan.FromMilliseconds(50);
    private readonly Launcher _launcher = new(toolbox);
    private readonly RunEnding _ending = new(time, log);

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
    public async Task EndAsync(string idPrefix, CancellationToken cancellation)
    {
        var groups = await limits.RunsAsync(idPrefix, cancellation);
        await _ending.EndAsync(
            () => ProcessEntry.All().Where(process => process.RunId()?.StartsWith(idPrefix, StringComparison.Ordinal) == true)
                .Concat(groups.SelectMany(group => ProcessEntry.Of(group.Processes() ?? []))).DistinctBy(process => process.Id),
            options.Value.EndGrace,
            () => Each(groups, group => group.Kill()));
        Each(groups, group => group.Remove());
    }

    /// <inheritdoc />
    public Task ReleaseAsync(string jobId)
    {
        runs.Forget(jobId);
        return limits.ReleaseAsync(jobId);
    }

    private async Task<ToolResult> StartAsync(ProcessRun run, ControlFolder control, CancellationToken cancel, CancellationToken leave)
    {
        if (control.Start is not null)
        {
            await _ending.EndAsync(() => ProcessEntry.All().Where(process => process.RunId() == run.Id), TimeSpan.Zero);
        }

        var group = await limits.OpenAsync(run, process: null, cancel);
        var arguments = _launcher.Arguments(run, group);
        var start = RunStart.Now(run, group);
        control.Begin(start);
        var launcher = _launcher.Start(run, arguments);
        var watch = new RunWatch(run, start, group, control, runs, time, log);
        await UntilEndAsync(run, group, watch, launcher.ProcessId, launcher.Task, cancel, leave);
        return await ResultAsync(run, group, watch, control, control.ExitStatus ?? (await launcher.Task).ExitCode);
    }

    // Null: it vanished without telling an end of its own.
    private async Task<ToolResult?> TakeOverAsync(ProcessRun run, ControlFolder control, RunStart start, CancellationToken cancel, CancellationToken leave)
    {
        var group = await limits.OpenAsync(run, control.ProcessId ?? 0, cancel);
        var watch = new RunWatch(run, start, group, control, runs, time, log);
        if (control.ExitStatus is null && control.Launcher(run.Id) is { } launcher)
        {
            log.LogInformation("Run {Run} goes on as process {Process}; its end is waited for", run.Id, launcher.Id);
            using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancel, leave);
            await UntilEndAsync(run, group, watch, launcher.Id, GoneAsync(run, control, watching.Token), cancel, leave);
        }

        if (control.ExitStatus is { } status && status is not (KilledStatus or TerminatedStatus))
        {
            return await ResultAsync(run, group, watch, control, status);
        }

        if (watch.OutOfMemory)
        {
            return await ResultAsync(run, group, watch, control, KilledStatus);
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

    private async Task UntilEndAsync(ProcessRun run, RunGroup group, RunWatch watch, int processGroup, Task ended, CancellationToken cancel, CancellationToken leave)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, leave);
        using var watching = new CancellationTokenSource();
        var watched = watch.WatchAsync(watching.Token);
        try
        {
            await ended.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await _ending.EndAsync(
                () => ProcessEntry.All().Where(process => process.Group == processGroup || process.RunId() == run.Id)
                    .Concat(ProcessEntry.Of(group.Processes() ?? [])).DistinctBy(process => process.Id),
                options.Value.EndGrace,
                group.Kill);
            group.Remove();
            throw;
        }
        finally
        {
            await watching.CancelAsync();
            await watched;
        }
    }

    private async Task<ToolResult> ResultAsync(ProcessRun run, RunGroup group, RunWatch watch, ControlFolder control, int status)
    {
        // What it left running behind itself.
        var started = control.Started ?? 0;
        await _ending.EndAsync(
            () => group.Processes() is { } tracked
                ? ProcessEntry.Of(tracked)
                : ProcessEntry.All().Where(process => process.Started >= started && process.RunId() == run.Id),
            TimeSpan.Zero,
            group.Kill);
        var outOfMemory = watch.OutOfMemory;
        group.Remove();
        var tools = run.Command.Pipeline().Select(command => command.Tool).ToList();
        return new ToolResult(outOfMemory && status == 0 ? KilledStatus : status, LogTail.LastWords(run.ErrorFile, watch.Start.Logged))
        {
            BlamedTool = tools[control.Blamed ?? tools.Count - 1],
            OutOfMemory = outOfMemory,
            CpuSeconds = control.CpuSeconds ?? watch.CpuSeconds,
            PeakMemory = watch.PeakMemory,
        };
    }

    private static void Each(IReadOnlyList<RunGroup> groups, Action<RunGroup> action)
    {
        foreach (var group in groups)
        {
            action(group);
        }
    }
}
