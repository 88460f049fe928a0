using System.Globalization;
using System.Text;

namespace Virtool.Jobs.Logs;

/// <summary>The log file of a step, which may be huge, and grow while it is read.</summary>
/// <param name="path">The file; one that is missing counts as empty.</param>
internal sealed class LogFile(string path)
{
    /// <summary>The step's place among the job's, from 1.</summary>
    public int Step { get; } = int.TryParse(Words(path)[0], CultureInfo.InvariantCulture, out var step) ? step : 0;

    /// <summary>The step, by its snake_case name.</summary>
    public string StepName { get; } = Words(path)[^1];

    /// <summary>Its length in bytes.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>The last lines before a place, one without an end among them.</summary>
    /// <param name="offset">The place; the end of the file where it lies behind that.</param>
    /// <param name="lines">How many at the most; fewer where they are very long.</param>
    /// <param name="floor">What lies before this place is not read.</param>
    /// <param name="whole">A last line without an end is left out.</param>
    public LogPart Before(long offset, int lines, long floor = 0, bool whole = false)
    {
        var to = Math.Min(offset, Length);
        var hole = LogHole.Of(path);
        if (hole is not null && to > hole.From)
        {
            var after = Last(Math.Max(hole.To, floor), to, lines, whole);
            return after.Lines.Count > 0 || floor >= hole.From ? after : after with { Lines = [Note(hole)], Start = hole.From };
        }

        return Last(floor, to, lines, whole);
    }

    /// <summary>The lines with an end from a place on. Of very many only the last ones; a line in front of them says how much is left out.</summary>
    public LogPart After(long offset)
    {
        var length = Length;
        if (LogHole.Of(path) is { } hole && offset < hole.To && offset >= hole.From)
        {
            var after = After(hole.To);
            return after with { Lines = [Note(hole), .. after.Lines] };
        }

        if (length - offset <= LogTail.LargestRead)
        {
            return Read(offset, length, whole: true);
        }

        var part = Last(offset, length, int.MaxValue, whole: true);
        return part with { Lines = [Line($"… {Number(part.Start - offset)} bytes left out; the whole log can be downloaded …"), .. part.Lines] };
    }

    /// <summary>Every line that is kept, from the first, in parts.</summary>
    public IEnumerable<LogPart> All()
    {
        foreach (var (from, to) in Kept())
        {
            var offset = from;
            while (offset < to)
            {
                var part = Read(offset, Math.Min(to, offset + LogTail.LargestRead), whole: to - offset > LogTail.LargestRead);
                yield return part;
                offset = part.End;
            }
        }
    }

    /// <summary>Copies what is kept, as it is.</summary>
    public async Task CopyToAsync(Stream target, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return;
        }

        await using var file = Open();
        var buffer = new byte[128 * 1024];
        var hole = LogHole.Of(path);
        foreach (var (from, to) in Kept())
        {
            if (from > 0 && hole is not null)
            {
                await target.WriteAsync(Encoding.UTF8.GetBytes($"\n{Note(hole).Text}\n"), cancellation);
            }

            file.Position = from;
            int read;
            while (file.Position < to && (read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, to - file.Position)), cancellation)) > 0)
            {
                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
    }

    private IReadOnlyList<(long From, long To)> Kept() =>
        LogHole.Of(path) is { } hole ? [(0, hole.From), (hole.To, Length)] : [(0, Length)];

    // Reads no more than the last part of what lies between the places; the line that this cuts is left out.
    private LogPart Last(long from, long to, int lines, bool whole)
    {
        var start = Math.Max(from, to - LogTail.LargestRead);
        var part = Read(start, to, whole);
        var skip = Math.Max(start > 0 && start > from && part.Lines.Count > 1 ? 1 : 0, part.Lines.Count - lines);
        return skip == 0 ? part : part with { Lines = [.. part.Lines.Skip(skip)], Start = skip < part.Starts.Count ? part.Starts[skip] : part.End };
    }

    private LogPart Read(long from, long to, bool whole)
    {
        if (to <= from || !File.Exists(path))
        {
            return new LogPart([], [], from, from);
        }

        using var file = Open();
        file.Position = from;
        var bytes = new byte[to - from];
        return Split(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), from, whole);
    }

    private LogPart Split(ReadOnlySpan<byte> text, long from, bool whole)
    {
        var (lines, starts) = (new List<LogLine>(), new List<long>());
        var position = 0;
        while (position < text.Length)
        {
            var end = text[position..].IndexOf((byte)'\n');
            if (end < 0 && whole && text.Length - position < LogTail.LargestRead)
            {
                break;
            }

            var line = end < 0 ? text[position..] : text.Slice(position, end);
            lines.Add(Line(Shown(line)));
            starts.Add(from + position);
            position += line.Length + (end < 0 ? 0 : 1);
        }

        return new LogPart(lines, starts, from, from + position);
    }

    private static string Shown(ReadOnlySpan<byte> line)
    {
        // A progress bar writes over itself: what it wrote last counts.
        line = line.TrimEnd((byte)'\r');
        line = line[(line.LastIndexOf((byte)'\r') + 1)..];
        return line.Length <= LogTail.LongestLine
            ? Encoding.UTF8.GetString(line)
            : $"{Encoding.UTF8.GetString(line[..LogTail.LongestLine])} … {Number(line.Length - LogTail.LongestLine)} more bytes";
    }

    private LogLine Note(LogHole hole) => Line($"… {Number(hole.To - hole.From)} bytes are not kept: the tool wrote too much …");

    private LogLine Line(string text) => new(Step, StepName, text);

    private FileStream Open() => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);

    private static string[] Words(string path) => Path.GetFileNameWithoutExtension(path).Split('-', 2);
}
