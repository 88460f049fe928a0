using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Logs;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Runs the tools of one step: each in the attempt's folder, its words in the step's log.</summary>
/// <param name="job">The job, running.</param>
/// <param name="index">The step's place, from 0.</param>
/// <param name="data">Where things lie.</param>
/// <param name="runner">Runs them.</param>
/// <param name="versions">Knows their versions.</param>
/// <param name="log">The job's log.</param>
internal sealed class StepTools(Job job, int index, DataFolder data, IProcessRunner runner, ToolVersions versions, JobLog log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _versions = [];
    private int _calls;
    private int? _exitStatus;

    /// <summary>How they went so far.</summary>
    public StepOutcome Outcome
    {
        get
        {
            lock (_lock)
            {
                return new StepOutcome(_exitStatus, _versions.Count == 0 ? null : new Dictionary<string, string>(_versions));
            }
        }
    }

    /// <summary>What the step is given.</summary>
    public StepContext Context => new(job, Folder, data, RunAsync);

    private string Folder => data.Attempt(job.Id, job.Attempts);

    /// <summary>The mark of every run of a job begins so.</summary>
    public static string RunPrefix(string jobId) => $"{jobId}.";

    private async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellation)
    {
        var (number, name) = (index + 1, job.Steps[index].Name);
        var call = $"{number}.{Interlocked.Increment(ref _calls)}";
        await NoteVersionsAsync(command, cancellation);
        await log.WriteAsync(job.Id, number, name, $"$ {command}", cancellation);
        var file = log.StepFile(job.Id, number, name);
        var run = new ProcessRun(
            $"{RunPrefix(job.Id)}{job.Attempts}.{call}", command, Folder, Path.Combine(Folder, "control", call), OutputFile: file, ErrorFile: file);
        var result = await runner.RunAsync(run, cancellation);
        lock (_lock)
        {
            _exitStatus = result.ExitStatus;
        }

        return result.ExitStatus == 0 ? result : throw new ToolFailedException(result.BlamedTool ?? command.Tool, result);
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
