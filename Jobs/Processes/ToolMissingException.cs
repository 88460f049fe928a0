namespace Virtool.Jobs.Processes;

/// <summary>A tool is not on this machine.</summary>
/// <param name="tool">Its name.</param>
public sealed class ToolMissingException(string tool)
    : Exception($"The program {tool} is not on this machine. {Toolbox.HowToInstall(tool)}: jobs that need it wait for it.")
{
    /// <summary>The tool's name.</summary>
    public string Tool => tool;
}
