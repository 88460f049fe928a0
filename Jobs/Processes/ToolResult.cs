namespace Virtool.Jobs.Processes;

/// <summary>How a tool ended.</summary>
/// <param name="ExitStatus">0 to 255; 128 and a signal's number where a signal ended it.</param>
/// <param name="LastWords">The last lines of its standard error, at most 50.</param>
public sealed record ToolResult(int ExitStatus, IReadOnlyList<string> LastWords)
{
    /// <summary>The tool of the pipeline that the exit status is of; null where only the tool itself can be.</summary>
    public string? BlamedTool { get; init; }

    /// <summary>The kernel, or our watch over its memory, killed some of it since the job's limit was reached.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Processor time of all its processes in seconds; null where it is not known.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Most memory that its processes held at a time, together, in bytes; null where it is not known.</summary>
    public long? PeakMemory { get; init; }
}
