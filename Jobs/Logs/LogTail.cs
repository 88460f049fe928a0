namespace Virtool.Jobs.Logs;

/// <summary>Reads the end of a log file, however large it is.</summary>
public static class LogTail
{
    /// <summary>Bytes of a line that are kept.</summary>
    public const int LongestLine = 8 * 1024;

    /// <summary>Bytes that are read at once.</summary>
    public const int LargestRead = 512 * 1024;

    private const int LastWordCount = 50;

    /// <summary>The last 50 lines that were written after <paramref name="from"/>; none where there is no such file.</summary>
    public static IReadOnlyList<string> LastWords(string path, long from) =>
        [.. new LogFile(path).Before(long.MaxValue, LastWordCount, from).Lines.Select(line => line.Text)];
}
