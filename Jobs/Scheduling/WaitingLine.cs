using Virtool.Domain.Jobs;

namespace Virtool.Jobs.Scheduling;

/// <summary>The waiting jobs by rank: the oldest first. Not safe for threads: the scheduler's loop owns it.</summary>
internal sealed class WaitingLine
{
    private readonly Dictionary<string, Job> _jobs = [];
    private readonly SortedSet<(DateTimeOffset CreatedAt, string Id)> _ranks = [];

    /// <summary>The jobs, first in line first.</summary>
    public IEnumerable<Job> Jobs => _ranks.Select(rank => _jobs[rank.Id]);

    /// <summary>The job as it was last seen; null where it does not stand in line.</summary>
    public Job? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Puts a job in line, or sees it again; true where it was not in line.</summary>
    public bool Put(Job job)
    {
        var added = _jobs.TryAdd(job.Id, job);
        _jobs[job.Id] = job;
        _ranks.Add((job.CreatedAt, job.Id));
        return added;
    }

    /// <summary>Takes a job out of line; false where it was not in it.</summary>
    public bool Remove(string id) => _jobs.Remove(id, out var job) && _ranks.Remove((job.CreatedAt, id));

    /// <summary>Keeps only those jobs in line.</summary>
    public void Keep(IReadOnlySet<string> ids)
    {
        foreach (var id in _jobs.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            Remove(id);
        }
    }
}
