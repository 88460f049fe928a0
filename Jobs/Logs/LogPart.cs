namespace Virtool.Jobs.Logs;

/// <summary>Lines of one step's log.</summary>
/// <param name="Lines">As they were written.</param>
/// <param name="Starts">Where each line begins that was read, in bytes of the file.</param>
/// <param name="Start">Where the first of <paramref name="Lines"/> begins.</param>
/// <param name="End">The first byte that was not read.</param>
internal sealed record LogPart(IReadOnlyList<LogLine> Lines, IReadOnlyList<long> Starts, long Start, long End);
