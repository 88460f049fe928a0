using Microsoft.Extensions.Logging;
using Virtool.Jobs.Limits;
using Virtool.Jobs.Usage;

namespace Virtool.Jobs.Processes;

/// <summary>
/// Looks at the processes of a run from time to time: what they use, and whether their job ran out of memory, of which then nothing goes on.
/// </summary>
internal sealed class RunWatch(ProcessRun run, RunStart start, RunGroup group, ControlFolder control, LiveRuns runs, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestGuarded = TimeSpan.FromMilliseconds(250);
    private readonly LiveRun _live = new(run.Id, run.Limits?.JobId);
    private readonly Dictionary<(int Id, long Started), bool> _marked = [];
    private long _peak = control.PeakMemory ?? 0;
    private long? _started;
    private bool _tooMuch;

    /// <summary>How it began.</summary>
    public RunStart Start => start;

    /// <summary>Since it began, some of its job was killed for want of memory, by the kernel or from here.</summary>
    public bool OutOfMemory => _tooMuch || (control.OutOfMemory ?? group.OutOfMemory) > start.OutOfMemory;

    /// <summary>Processor time in seconds, as far as it was seen.</summary>
    public double? CpuSeconds => _live.CpuSeconds;

    /// <summary>Most memory that its processes were seen to hold together, in bytes; null where nobody looked in time.</summary>
    public long? PeakMemory => Math.Max(_peak, _live.Peak) is > 0 and var peak ? peak : null;

    /// <summary>Looks until it has ended.</summary>
    public async Task WatchAsync(CancellationToken ended)
    {
        runs.Add(_live);
        try
        {
            var pause = First;
            while (true)
            {
                await Task.Delay(pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (ended.IsCancellationRequested)
                {
                    return;
                }

                Look();
                var longest = group.WatchedMemory is null ? Longest : LongestGuarded;
                pause = pause * 2 < longest ? pause * 2 : longest;
            }
        }
        finally
        {
            NotePeak();
            runs.Remove(_live);
        }
    }

    private void Look()
    {
        var processes = Processes();
        _live.See(processes, processes.Sum(process => ProcessMemory.Read(process.Id)), group.CpuSeconds);
        if (_live.Peak > _peak + (_peak / 10))
        {
            NotePeak();
        }

        if (IsTooMuch(processes))
        {
            _tooMuch = true;
            Note(() => control.OutOfMemory = start.OutOfMemory + 1);
            End(processes);
        }
        else if (group.OutOfMemory > start.OutOfMemory)
        {
            End(processes);
        }
    }

    private bool IsTooMuch(IReadOnlyList<ProcessEntry> processes)
    {
        if (group.WatchedMemory is not { } most || run.Limits is not { JobId: var jobId })
        {
            return false;
        }

        var others = runs.MemoryOf(jobId, except: run.Id);
        return _live.Memory + others > most && Share(processes) + others > most;
    }

    // What processes share was counted for each of them: it is looked at more closely before anything is killed.
    private static long Share(IReadOnlyList<ProcessEntry> processes) =>
        processes.Sum(process => ProcessMemory.ReadShare(process.Id) ?? ProcessMemory.Read(process.Id));

    private void End(IReadOnlyList<ProcessEntry> processes)
    {
        group.Kill();
        foreach (var process in processes)
        {
            Signals.Send(process.Id, Signals.Kill);
        }
    }

    private IReadOnlyList<ProcessEntry> Processes()
    {
        if (group.Processes() is { } tracked)
        {
            return [.. ProcessEntry.Of(tracked)];
        }

        _started ??= control.Started;
        return _started is null ? [] : [.. ProcessEntry.All().Where(process => process.Started >= _started && IsMarked(process))];
    }

    // A process keeps its mark: what was looked into once is not again.
    private bool IsMarked(ProcessEntry process)
    {
        var key = (process.Id, process.Started);
        if (!_marked.TryGetValue(key, out var marked))
        {
            _marked[key] = marked = process.RunId() == run.Id;
        }

        return marked;
    }

    private void NotePeak()
    {
        if (_live.Peak > _peak)
        {
            _peak = _live.Peak;
            Note(() => control.PeakMemory = _peak);
        }
    }

    // For a server after this one. A disk that is full is no reason to stop watching; the tool will say it itself.
    private void Note(Action write)
    {
        try
        {
            write();
        }
        catch (IOException exception)
        {
            log.LogWarning(exception, "What run {Run} uses could not be written down", run.Id);
        }
    }
}
