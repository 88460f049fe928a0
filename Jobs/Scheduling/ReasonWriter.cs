using Virtool.Domain.Jobs;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>Writes on waiting jobs why they wait and until about when, where that is not written yet.</summary>
internal sealed class ReasonWriter(OwnedJobs jobs, WorkflowCatalog catalog, Planner planner)
{
    private const int AtOnce = 20;
    private readonly Queue<(string JobId, string Reason, DateTimeOffset? ExpectedAt)> _due = [];

    /// <summary>Whether something is still to be written.</summary>
    public bool IsDue => _due.Count > 0;

    /// <summary>Forgets what was to be written: it was decided anew.</summary>
    public void Clear() => _due.Clear();

    /// <summary>Notes what a job waits for, unless it says so already.</summary>
    public void Note(Job job, string reason, DateTimeOffset? expectedAt, DateTimeOffset now)
    {
        var moved = Forecast.HasMoved(job.ExpectedAt, expectedAt, now);
        if (moved || job.Reason != reason)
        {
            _due.Enqueue((job.Id, reason, moved ? expectedAt : job.ExpectedAt));
        }
    }

    /// <summary>Writes some of it. Some at a time: together they are one commit, and what happens meanwhile does not wait for ten thousand of them.</summary>
    /// <param name="line">Who waits.</param>
    /// <param name="stopping">The server stops.</param>
    public async Task WriteAsync(WaitingLine line, CancellationToken stopping)
    {
        var writes = new List<Task<Job?>>();
        while (writes.Count < AtOnce && _due.TryDequeue(out var due))
        {
            if (line.Find(due.JobId) is { } job && catalog.Find(job.Task) is { } workflow)
            {
                writes.Add(jobs.MoveAsync(job.Id, waiting => waiting.Waits(workflow, planner.GrantOf(waiting).Resources, due.Reason, due.ExpectedAt), stopping));
            }
        }

        foreach (var seen in await Task.WhenAll(writes))
        {
            if (seen is not null && line.Find(seen.Id) is not null)
            {
                line.Put(seen);
            }
        }
    }
}
