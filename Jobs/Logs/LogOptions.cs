namespace Virtool.Jobs.Logs;

/// <summary>How much is kept of logs; the section <c>Logs</c> of the settings.</summary>
public sealed record LogOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Logs";

    /// <summary>Megabytes (10^6 bytes) that the log of a step may take on the disk. Of a longer one the middle is given back to the disk.</summary>
    public int LargestFile { get; init; } = 64;
}
