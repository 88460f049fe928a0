using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Virtool.Jobs.Processes;

/// <summary>What is written of a run: enough to take it over without being its parent.</summary>
/// <param name="folder">The folder; made where it is missing.</param>
internal sealed class ControlFolder(string folder)
{
    /// <summary>What was written before it began; null where nothing has begun here.</summary>
    public RunStart? Start
    {
        get
        {
            var path = Path.Combine(folder, "start");
            try
            {
                return File.Exists(path) ? JsonSerializer.Deserialize<RunStart>(File.ReadAllBytes(path)) : null;
            }
            catch (JsonException)
            {
                // The machine lost its power before the file was on the disk: whatever began here ended with that boot.
                return null;
            }
        }
    }

    /// <summary>The launcher's process and group; null until it began.</summary>
    public int? ProcessId => (int?)Number("pid");

    /// <summary>Ticks from boot to the launcher's start; null until it began.</summary>
    public long? Started => Number("started");

    /// <summary>How the tools ended; null while they run, and for ever where the launcher was killed.</summary>
    public int? ExitStatus => (int?)Number("exit");

    /// <summary>Which command of the pipeline the exit status is of, from 0.</summary>
    public int? Blamed => (int?)Number("exit", place: 1);

    /// <summary>Processor time of the launcher and all that it waited for, in seconds; null until it ended.</summary>
    public double? CpuSeconds => Words("times") is { Length: 4 } words && words.All(word => Seconds(word) is not null) ? words.Sum(Seconds) : null;

    /// <summary>Most memory that its processes were seen to hold together, in bytes; null where nobody looked.</summary>
    public long? PeakMemory
    {
        get => Number("peak");
        set => Write("peak", Encoding.UTF8.GetBytes($"{value}"));
    }

    /// <summary>How many processes of its job had been killed for want of memory when it ended; null where the launcher could not tell.</summary>
    public long? OutOfMemory
    {
        get => Number("oom");
        set => Write("oom", Encoding.UTF8.GetBytes($"{value}"));
    }

    /// <summary>Forgets an earlier run, and writes that one begins.</summary>
    public void Begin(RunStart start)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "start", "pid", "started", "times", "peak", "oom", "exit" })
        {
            File.Delete(Path.Combine(folder, name));
        }

        Write("start", JsonSerializer.SerializeToUtf8Bytes(start));
    }

    /// <summary>The launcher, if it still runs.</summary>
    /// <param name="runId">The mark that it must have; an id alone may be another process's by now.</param>
    public ProcessEntry? Launcher(string runId) =>
        ProcessId is { } id && ProcessEntry.Read(id) is { } process && process.Started == Started && process.RunId() == runId ? process : null;

    // Renamed into place: whoever reads it, reads it whole.
    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes($"{path}.new", content);
        File.Move($"{path}.new", path, overwrite: true);
    }

    private long? Number(string name, int place = 0) =>
        Words(name) is { } words && words.Length > place && long.TryParse(words[place], CultureInfo.InvariantCulture, out var number) ? number : null;

    private string[] Words(string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllText(path).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries) : [];
    }

    // As bash has it: 1m2.345s.
    private static double? Seconds(string word)
    {
        var parts = word.TrimEnd('s').Split('m');
        return parts.Length == 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var minutes)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var seconds)
            ? (minutes * 60) + seconds
            : null;
    }
}
