using System.Collections.Concurrent;

namespace Virtool.Jobs.Usage;

/// <summary>The runs of jobs that this server watches, and what they use.</summary>
/// <param name="time">The clock.</param>
public sealed class LiveRuns(TimeProvider time)
{
    private readonly ConcurrentDictionary<LiveRun, double> _runs = new();
    private readonly ConcurrentDictionary<string, long> _peaks = new();
    private long? _measured;

    /// <summary>A run is watched from now on.</summary>
    internal void Add(LiveRun run) => _runs[run] = run.CpuSeconds ?? 0;

    /// <summary>It has ended, or was left.</summary>
    internal void Remove(LiveRun run)
    {
        _runs.TryRemove(run, out _);
        Note(run);
    }

    /// <summary>The job has ended.</summary>
    internal void Forget(string jobId) => _peaks.TryRemove(jobId, out _);

    /// <summary>Bytes that the processes of a job hold.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="except">A run of it that does not count.</param>
    internal long MemoryOf(string jobId, string? except = null) =>
        _runs.Keys.Where(run => run.JobId == jobId && run.Id != except).Sum(run => run.Memory);

    /// <summary>What each running job uses; its cores on average since this was last asked. One caller at a time.</summary>
    internal IReadOnlyList<JobUsage> Measure()
    {
        var now = time.GetTimestamp();
        var seconds = _measured is { } before ? time.GetElapsedTime(before, now).TotalSeconds : 0;
        _measured = now;
        return [.. _runs.Keys.Where(run => run.JobId is not null).GroupBy(run => run.JobId!).Select(job => Usage(job.Key, [.. job], seconds)).OrderBy(job => job.JobId, StringComparer.Ordinal)];
    }

    private JobUsage Usage(string jobId, IReadOnlyList<LiveRun> runs, double seconds)
    {
        var cpu = 0.0;
        foreach (var run in runs)
        {
            Note(run);
            if (run.CpuSeconds is { } now && _runs.TryGetValue(run, out var before) && _runs.TryUpdate(run, now, before))
            {
                cpu += Math.Max(0, now - before);
            }
        }

        return new JobUsage(jobId, seconds > 0 ? cpu / seconds : 0, runs.Sum(run => run.Memory), _peaks.GetValueOrDefault(jobId));
    }

    private void Note(LiveRun run)
    {
        if (run.JobId is { } jobId)
        {
            _peaks.AddOrUpdate(jobId, run.Peak, (_, peak) => Math.Max(peak, run.Peak));
        }
    }
}
