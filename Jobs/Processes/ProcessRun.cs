namespace Virtool.Jobs.Processes;

/// <summary>A tool's call with everything its launcher needs.</summary>
/// <param name="Id">Names the run: marks its processes (<c>VIRTOOL_RUN_ID</c> in their environment) and its files.</param>
/// <param name="Command">What is called.</param>
/// <param name="WorkingFolder">Where it runs.</param>
/// <param name="ControlFolder">Where the launcher writes <c>pid</c>, <c>started</c> and, by rename, <c>exit</c>.</param>
/// <param name="OutputFile">Standard output is appended here, where the command names no file.</param>
/// <param name="ErrorFile">Standard error is appended here.</param>
public sealed record ProcessRun(string Id, ToolCommand Command, string WorkingFolder, string ControlFolder, string OutputFile, string ErrorFile)
{
    /// <summary>What it may take together with the other runs of its job; null: no limits.</summary>
    public ProcessLimits? Limits { get; init; }
}
