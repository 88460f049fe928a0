using System.Globalization;
using System.Text;

namespace Virtool.Jobs.Logs;

/// <summary>Reads the end of a log file, however large it is.</summary>
public static class LogTail
{
    /// <summary>Bytes of a line that are kept.</summary>
    public const int LongestLine = 8 * 1024;

    /// <summary>Bytes that are read at once; what comes before them is left out, and said to be.</summary>
    public const int LargestRead = 512 * 1024;

    private const int LastWordCount = 50;

    /// <summary>The last 50 lines that were written after <paramref name="from"/>; none where there is no such file.</summary>
    public static IReadOnlyList<string> LastWords(string path, long from)
    {
        var (lines, _) = Read(path, from, finished: true);
        return [.. lines.TakeLast(LastWordCount)];
    }

    /// <summary>The lines from a position on, and the position after them.</summary>
    /// <param name="path">The file; one that is missing counts as empty.</param>
    /// <param name="from">In bytes.</param>
    /// <param name="finished">A last line without an end counts as a line.</param>
    internal static (IReadOnlyList<string> Lines, long Position) Read(string path, long from, bool finished)
    {
        if (!File.Exists(path))
        {
            return ([], from);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var start = Math.Max(from, file.Length - LargestRead);
        var bytes = new byte[Math.Max(0, file.Length - start)];
        file.Position = start;
        var text = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        var lines = new List<string>();
        if (start > from)
        {
            var cut = text.IndexOf((byte)'\n') + 1;
            lines.Add($"… {(start + cut - from).ToString("N0", CultureInfo.InvariantCulture)} bytes left out; the whole log can be downloaded …");
            text = text[cut..];
            start += cut;
        }

        return (lines, start + Split(text, lines, finished));
    }

    private static int Split(ReadOnlySpan<byte> text, List<string> lines, bool finished)
    {
        var position = 0;
        while (position < text.Length)
        {
            var end = text[position..].IndexOf((byte)'\n');
            if (end < 0 && !finished && text.Length - position < LargestRead)
            {
                break;
            }

            var line = end < 0 ? text[position..] : text.Slice(position, end);
            lines.Add(Line(line));
            position += line.Length + (end < 0 ? 0 : 1);
        }

        return position;
    }

    private static string Line(ReadOnlySpan<byte> line)
    {
        // A progress bar writes over itself: what it wrote last counts.
        line = line.TrimEnd((byte)'\r');
        line = line[(line.LastIndexOf((byte)'\r') + 1)..];
        return line.Length <= LongestLine
            ? Encoding.UTF8.GetString(line)
            : $"{Encoding.UTF8.GetString(line[..LongestLine])} … {(line.Length - LongestLine).ToString("N0", CultureInfo.InvariantCulture)} bytes left out";
    }
}
