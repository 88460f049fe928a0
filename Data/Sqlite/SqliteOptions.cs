namespace Virtool.Data.Sqlite;

/// <summary>How the embedded engine works.</summary>
/// <param name="DurableCommits">A write that returned survives a power cut; without, it survives the end of the process alone.</param>
/// <param name="BusySeconds">How long another process's write is waited for.</param>
/// <param name="Readers">How many reads run at a time.</param>
public sealed record SqliteOptions(bool DurableCommits = true, int BusySeconds = 10, int Readers = 4)
{
    /// <summary>How long changes are kept, for processes and clients that were away.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How often older ones are looked for.</summary>
    public TimeSpan BetweenForgetting { get; init; } = TimeSpan.FromMinutes(1);
}
