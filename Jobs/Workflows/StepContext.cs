using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Workflows;

/// <summary>What a step is given.</summary>
/// <param name="job">The job as it was when the step began; its cores and memory are the step's.</param>
/// <param name="folder">The attempt's folder: the same for all steps of an attempt, gone after the job.</param>
/// <param name="data">Where things lie.</param>
/// <param name="run">Runs a tool for this step under the job's limits, its output in the step's log.</param>
/// <param name="versions">Knows the versions of tools; null: of none.</param>
public sealed class StepContext(
    Job job, string folder, DataFolder data, Func<ToolCommand, CancellationToken, Task<ToolResult>> run, Func<string, CancellationToken, Task<string?>>? versions = null)
{
    /// <summary>The job.</summary>
    public Job Job => job;

    /// <summary>The attempt's folder.</summary>
    public string Folder => folder;

    /// <summary>Where things lie in the data folder.</summary>
    public DataFolder Data => data;

    /// <summary>A path in the attempt's folder.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>The version of a tool; null where it is missing, or says none.</summary>
    public Task<string?> VersionAsync(string tool, CancellationToken cancellation) => versions?.Invoke(tool, cancellation) ?? Task.FromResult<string?>(null);

    /// <summary>Runs a tool to its end.</summary>
    /// <exception cref="ToolFailedException">It ended with another status than 0.</exception>
    public Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellation) => run(command, cancellation);
}
