using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Scheduling;

/// <summary>How long jobs took: of each workflow the last that completed. Not safe for threads: the scheduler's loop owns it.</summary>
public sealed class JobHistory
{
    private const int Kept = 20;
    private const int Read = 500;
    private readonly Dictionary<string, Queue<TimeSpan>> _took = [];

    /// <summary>Reads the last complete jobs.</summary>
    public async Task ReadAsync(Collection<Job> jobs, CancellationToken cancellation)
    {
        var complete = Query<Job>.All.Where(Where<Job>.Is(job => job.State, JobState.Complete)).OrderBy(job => job.CreatedAt, descending: true).Window(0, Read);
        _took.Clear();
        foreach (var job in (await jobs.FindAsync(complete, cancellation)).OrderBy(job => job.FinishedAt))
        {
            Add(job);
        }
    }

    /// <summary>Adds a job that ended; only complete ones tell how long one takes.</summary>
    public void Add(Job job)
    {
        if (job is not { State: JobState.Complete, StartedAt: { } started, FinishedAt: { } finished })
        {
            return;
        }

        if (!_took.TryGetValue(job.Task, out var took))
        {
            _took.Add(job.Task, took = []);
        }

        took.Enqueue(finished - started);
        if (took.Count > Kept)
        {
            took.Dequeue();
        }
    }

    /// <summary>The median of the workflow's last jobs; null where none completed.</summary>
    public TimeSpan? Median(string workflow) =>
        _took.TryGetValue(workflow, out var took) ? took.Order().ElementAt(took.Count / 2) : null;
}
