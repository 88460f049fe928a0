namespace Virtool.Jobs.Processes;

/// <summary>How a tool ended.</summary>
/// <param name="ExitStatus">0 to 255; 128 and a signal's number where a signal ended it.</param>
/// <param name="LastWords">The last lines of its standard error, at most 50.</param>
public sealed record ToolResult(int ExitStatus, IReadOnlyList<string> LastWords)
{
    /// <summary>The tool of the pipeline that the exit status is of; null where only the tool itself can be.</summary>
    public string? BlamedTool { get; init; }
}
