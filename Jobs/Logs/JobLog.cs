using System.Runtime.CompilerServices;
using Virtool.Domain.Files;

namespace Virtool.Jobs.Logs;

/// <summary>The logs of jobs: one folder a job, one file a step, with the command lines of its tools and what they wrote.</summary>
/// <param name="data">Where they lie.</param>
/// <param name="time">The clock.</param>
public sealed class JobLog(DataFolder data, TimeProvider time)
{
    /// <summary>How many lines a page begins with, and fetches at a time.</summary>
    public const int TailLength = 500;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

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

    /// <summary>The steps that have a log, by their snake_case names, in their order.</summary>
    public IReadOnlyList<string> Steps(string jobId) => [.. Of(jobId, null).Select(file => file.StepName)];

    /// <summary>The last lines.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="step">Of this step alone; null: of all together.</param>
    /// <param name="lines">How many at the most.</param>
    /// <param name="whole">A line that is still being written is left out: it comes to who follows.</param>
    public LogWindow Tail(string jobId, string? step = null, int lines = TailLength, bool whole = false) =>
        Before(Of(jobId, step), null, lines, whole);

    /// <summary>The lines that come before a window.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="place">The window's <see cref="LogWindow.Earlier"/>.</param>
    /// <param name="step">Of this step alone; null: of all together.</param>
    /// <param name="lines">How many at the most.</param>
    public LogWindow Before(string jobId, LogPlace place, string? step = null, int lines = TailLength) =>
        Before([.. Of(jobId, step).Where(file => file.Step <= place.Step)], place, lines, whole: false);

    /// <summary>The last lines that contain a text, whatever its case; and how many do.</summary>
    public async Task<LogWindow> FindAsync(string jobId, string text, string? step = null, int lines = TailLength, CancellationToken cancellation = default)
    {
        var (found, count, ends) = (new Queue<LogLine>(), 0L, new Dictionary<int, long>());
        foreach (var file in Of(jobId, step))
        {
            foreach (var part in file.All())
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var line in part.Lines.Where(line => line.Text.Contains(text, StringComparison.OrdinalIgnoreCase)))
                {
                    count++;
                    found.Enqueue(line);
                    _ = found.Count > lines && found.TryDequeue(out _);
                }

                ends[file.Step] = part.End;
                await Task.Yield();
            }
        }

        return new LogWindow([.. found], null, ends, count);
    }

    /// <summary>Each time something was added, what was added after a window, until it is cancelled.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="window">After which.</param>
    /// <param name="step">Of this step alone; null: of all together.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync(
        string jobId, LogWindow window, string? step = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var ends = new Dictionary<int, long>(window.Ends);
        while (!cancellation.IsCancellationRequested)
        {
            var added = new List<LogLine>();
            foreach (var file in Of(jobId, step))
            {
                var part = file.After(ends.GetValueOrDefault(file.Step));
                ends[file.Step] = part.End;
                added.AddRange(part.Lines);
            }

            if (added.Count > 0)
            {
                yield return added;
            }

            await Task.Delay(Look, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes all that is kept, one step after the other, each under a line with its name.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="step">This step alone, and without the line; null: all.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task CopyToAsync(string jobId, string? step, Stream target, CancellationToken cancellation)
    {
        foreach (var file in Of(jobId, step))
        {
            if (step is null)
            {
                await target.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"== {file.Step}. {file.StepName}\n"), cancellation);
            }

            await file.CopyToAsync(target, cancellation);
        }
    }

    private List<LogFile> Of(string jobId, string? step) =>
        [.. Files(jobId).Select(path => new LogFile(path)).Where(file => step is null || file.StepName == step)];

    private static LogWindow Before(IReadOnlyList<LogFile> files, LogPlace? place, int lines, bool whole)
    {
        var read = new List<LogLine>();
        var ends = new Dictionary<int, long>();
        LogPlace? earlier = null;
        foreach (var file in files.Reverse())
        {
            if (earlier is not null || read.Count >= lines)
            {
                // Not read; but it ends where it ends.
                earlier ??= file.Length > 0 ? new LogPlace(file.Step, long.MaxValue) : null;
                ends[file.Step] = file.Before(long.MaxValue, 1, whole: whole).End;
                continue;
            }

            var part = file.Before(place?.Step == file.Step ? place.Offset : long.MaxValue, lines - read.Count, whole: whole);
            read.InsertRange(0, part.Lines);
            ends[file.Step] = part.End;
            earlier = part.Start > 0 ? new LogPlace(file.Step, part.Start) : null;
        }

        return new LogWindow(read, earlier, ends);
    }
}
