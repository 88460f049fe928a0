namespace Virtool.Jobs.Processes;

/// <summary>A tool ended with another status than 0.</summary>
/// <param name="tool">The tool's name.</param>
/// <param name="result">How it ended.</param>
public sealed class ToolFailedException(string tool, ToolResult result)
    : Exception($"{tool} ended with exit status {result.ExitStatus}.")
{
    /// <summary>The tool's name.</summary>
    public string Tool => tool;

    /// <summary>How it ended.</summary>
    public ToolResult Result => result;
}
