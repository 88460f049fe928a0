namespace Virtool.Jobs.Processes;

/// <summary>A tool of a workflow, on this machine.</summary>
/// <param name="Name">As in <see cref="ToolCommand.Tool"/>.</param>
/// <param name="Path">Where it is; null where it is missing.</param>
/// <param name="Version">What it says of itself; null where it is missing or says nothing.</param>
/// <param name="Package">The Debian package that has it; null where that is not known.</param>
public sealed record ToolStatus(string Name, string? Path, string? Version, string? Package);
