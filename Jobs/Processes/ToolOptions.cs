using Virtool.Jobs.Limits;

namespace Virtool.Jobs.Processes;

/// <summary>Where tools are; the section <c>Tools</c> of the settings.</summary>
public sealed record ToolOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Tools";

    /// <summary>Folders that are searched before the search path, with colons between them.</summary>
    public string Path { get; init; } = "";

    /// <summary>The program that the tool <c>virtool</c> is; empty: this one.</summary>
    public string Virtool { get; init; } = "";

    /// <summary>How long a tool has to end after it was asked to, before it is killed.</summary>
    public TimeSpan EndGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Which means hold jobs to their limits.</summary>
    public LimitsMode Limits { get; init; } = LimitsMode.Auto;
}
