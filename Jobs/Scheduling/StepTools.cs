using System.Globalization;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Attempts;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>
/// Runs the tools of one step: each in the attempt's folder, its words in the step's log. The calls are numbered, so that a step that runs
/// again finds the runs of its calls again.
/// </summary>
/// <param name="job">The job, running.</param>
/// <param name="index">The step's place, from 0.</param>
/// <param name="leaves">Whether a run that is stopped now is left to the next server, rather than ended.</param>
/// <param name="data">Where things lie.</param>
/// <param name="runner">Runs them.</param>
/// <param name="versions">Knows their versions.</param>
/// <param name="log">The job's log.</param>
internal sealed class StepTools(Job job, int index, Func<bool> leaves, DataFolder data, IProcessRunner runner, ToolVersions versions, JobLog log)
{
    private const long Gigabyte = 1L << 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _versions = [];
    private int _calls;
    private int? _exitStatus;
    private double? _cpuSeconds;
    private long? _peakMemory;

    /// <summary>How they went so far.</summary>
    public StepOutcome Outcome
    {
        get
        {
            lock (_lock)
            {
                return new StepOutcome(_exitStatus, _versions.Count == 0 ? null : new Dictionary<string, string>(_versions), _cpuSeconds, _peakMemory);
            }
        }
    }

    /// <summary>The tool that was left running; null where none was.</summary>
    public string? Left { get; private set; }

    /// <summary>What the step is given.</summary>
    public StepContext Context => new(job, Folder, data, RunAsync, versions.GetAsync);

    private string Folder => data.Attempt(job.Id, job.Attempts);

    /// <summary>The mark of every run of a job begins so.</summary>
    public static string RunPrefix(string jobId) => $"{jobId}.";

    /// <summary>The mark of every run of an attempt begins so.</summary>
    public static string RunPrefix(string jobId, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{jobId}.{attempt}.");

    private async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellation)
    {
        var (number, name) = (index + 1, job.Steps[index].Name);
        var call = $"{number}.{Interlocked.Increment(ref _calls)}";
        var control = Path.Combine(Folder, LeftFiles.Control, call);
        await NoteVersionsAsync(command, cancellation);
        if (!Directory.Exists(control))
        {
            await log.WriteAsync(job.Id, number, name, $"$ {command}", cancellation);
        }

        var file = log.StepFile(job.Id, number, name);
        var run = new ProcessRun($"{RunPrefix(job.Id, job.Attempts)}{call}", command, Folder, control, OutputFile: file, ErrorFile: file)
        {
            Limits = job.Mem > 0 ? new ProcessLimits(job.Id, job.Proc, job.Mem * Gigabyte) : null,
        };
        var result = await RunAsync(run, cancellation);
        Note(result);
        return result.ExitStatus == 0 ? result : throw new ToolFailedException(result.BlamedTool ?? command.Tool, result);
    }

    private async Task<ToolResult> RunAsync(ProcessRun run, CancellationToken cancellation)
    {
        using var cancel = new CancellationTokenSource();
        using var leave = new CancellationTokenSource();
        await using var stopped = cancellation.Register(() => (leaves() ? leave : cancel).Cancel());
        try
        {
            return await runner.RunAsync(run, cancel.Token, leave.Token);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            Left = run.Command.Tool;
            throw;
        }
    }

    private void Note(ToolResult result)
    {
        lock (_lock)
        {
            _exitStatus = result.ExitStatus;
            _cpuSeconds = result.CpuSeconds is { } seconds ? (_cpuSeconds ?? 0) + seconds : _cpuSeconds;
            _peakMemory = result.PeakMemory is { } bytes ? Math.Max(_peakMemory ?? 0, bytes) : _peakMemory;
        }
    }

    private async Task NoteVersionsAsync(ToolCommand command, CancellationToken cancellation)
    {
        for (var tool = command; tool is not null; tool = tool.Source)
        {
            var version = await versions.GetAsync(tool.Tool, cancellation) ?? "unknown";
            lock (_lock)
            {
                _versions[tool.Tool] = version;
            }
        }
    }
}
