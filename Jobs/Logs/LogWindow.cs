namespace Virtool.Jobs.Logs;

/// <summary>Lines of a job's log, and where it goes on before and after them.</summary>
/// <param name="Lines">In the order of steps, then as they were written.</param>
/// <param name="Earlier">Where what comes before them ends; null where they begin with the log.</param>
/// <param name="Ends">Up to where each step's file was read, by the step's place from 1: what comes after is followed.</param>
/// <param name="Found">How many lines there are in all, of a search, of which these are the last.</param>
public sealed record LogWindow(IReadOnlyList<LogLine> Lines, LogPlace? Earlier, IReadOnlyDictionary<int, long> Ends, long Found = 0)
{
    /// <summary>Nothing is written yet.</summary>
    public static LogWindow Empty { get; } = new([], null, new Dictionary<int, long>());
}
