using System.Globalization;
using System.Runtime.CompilerServices;
using Virtool.Domain.Files;

namespace Virtool.Jobs.Logs;

/// <summary>The logs of jobs: one folder a job, one file a step, with the command lines of its tools and what they wrote.</summary>
/// <param name="data">Where they lie.</param>
/// <param name="time">The clock.</param>
public sealed class JobLog(DataFolder data, TimeProvider time)
{
    /// <summary>How many lines a page begins with.</summary>
    public const int TailLength = 500;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>The file of a step; its folder is made by the first that writes to it.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="step">Its place among the job's steps, from 1.</param>
    /// <param name="name">Its snake_case name.</param>
    public string StepFile(string jobId, int step, string name) => Path.Combine(data.Log(jobId), $"{step:00}-{name}.log");

    /// <summary>Adds a line to a step's log.</summary>
    public async Task WriteAsync(string jobId, int step, string name, string line, CancellationToken cancellation)
    {
        var file = StepFile(jobId, step, name);
        Directory.CreateDirectory(data.Log(jobId));
        await File.AppendAllTextAsync(file, $"{line}\n", cancellation);
    }

    /// <summary>The job's log files, in the order of its steps.</summary>
    public IReadOnlyList<string> Files(string jobId) =>
        Directory.Exists(data.Log(jobId)) ? [.. Directory.EnumerateFiles(data.Log(jobId), "*.log").Order(StringComparer.Ordinal)] : [];

    /// <summary>The last lines of all steps together.</summary>
    public IReadOnlyList<LogLine> Tail(string jobId, int lines = TailLength) => ReadNew(jobId, [], lines, finished: true);

    /// <summary>First the last lines that there are (at once, and even if none), then each time what was added, until it is cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var positions = new Dictionary<string, long>();
        yield return ReadNew(jobId, positions, TailLength, finished: false);
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(Look, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var added = ReadNew(jobId, positions, TailLength, finished: false);
            if (added.Count > 0)
            {
                yield return added;
            }
        }
    }

    private List<LogLine> ReadNew(string jobId, Dictionary<string, long> positions, int most, bool finished)
    {
        var lines = new List<LogLine>();
        foreach (var file in Files(jobId))
        {
            var (step, name) = StepOf(file);
            var (texts, position) = LogTail.Read(file, positions.GetValueOrDefault(file), finished);
            positions[file] = position;
            lines.AddRange(texts.Select(text => new LogLine(step, name, text)));
        }

        return lines.Count > most ? lines[^most..] : lines;
    }

    private static (int Step, string Name) StepOf(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-', 2);
        return int.TryParse(parts[0], CultureInfo.InvariantCulture, out var step) ? (step, parts[^1]) : (0, parts[^1]);
    }
}
