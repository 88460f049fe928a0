namespace Virtool.Jobs.Processes;

/// <summary>A tool is not on this machine.</summary>
/// <param name="tool">Its name.</param>
/// <param name="package">The Debian package that has it; null where that is not known.</param>
public sealed class ToolMissingException(string tool, string? package)
    : Exception(package is null
        ? $"The program {tool} is not on this machine. Install it, and start the server again."
        : $"The program {tool} is not on this machine. Install the package {package}, and start the server again.")
{
    /// <summary>The tool's name.</summary>
    public string Tool => tool;
}
