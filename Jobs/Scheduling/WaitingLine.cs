using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;

namespace Virtool.Jobs.Scheduling;

/// <summary>
/// The waiting jobs by rank, which is their priority and their age over T, the wait that counts as much as one step of priority. Age grows
/// without bound, so that none waits for ever; and it grows for all alike, so that two jobs keep their order: T × priority - submitted at is
/// compared, whatever the time. Not safe for threads: the scheduler's loop owns it.
/// </summary>
public sealed class WaitingLine
{
    private readonly Dictionary<string, Job> _jobs = [];
    private SortedDictionary<(Int128 Rank, string Id), Job> _ranks = [];
    private TimeSpan _aging = TimeSpan.FromHours(EffectiveLimits.DefaultAgingHours);

    /// <summary>T.</summary>
    public TimeSpan Aging
    {
        get => _aging;
        set
        {
            if (value != _aging)
            {
                _aging = value;
                _ranks = new SortedDictionary<(Int128 Rank, string Id), Job>(_jobs.Values.ToDictionary(RankOf));
            }
        }
    }

    /// <summary>The jobs, first in line first.</summary>
    public IReadOnlyCollection<Job> Jobs => _ranks.Values;

    /// <summary>How many stand in line.</summary>
    public int Count => _jobs.Count;

    /// <summary>The job as it was last seen; null where it does not stand in line.</summary>
    public Job? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Puts a job in line, or sees it again; true where it was not in line, or is now at another place or wants something else.</summary>
    public bool Put(Job job)
    {
        var (before, rank) = (Find(job.Id), RankOf(job));
        if (before is not null && RankOf(before) != rank)
        {
            _ranks.Remove(RankOf(before));
        }

        var moves = !_ranks.ContainsKey(rank) || before?.WantedMem != job.WantedMem;
        _jobs[job.Id] = job;
        _ranks[rank] = job;
        return moves;
    }

    /// <summary>Takes a job out of line; false where it was not in it.</summary>
    public bool Remove(string id) => _jobs.Remove(id, out var job) && _ranks.Remove(RankOf(job));

    /// <summary>Keeps only those jobs in line.</summary>
    public void Keep(IReadOnlySet<string> ids)
    {
        foreach (var id in _jobs.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            Remove(id);
        }
    }

    // Least first.
    private (Int128 Rank, string Id) RankOf(Job job) => (job.CreatedAt.UtcTicks - ((Int128)job.Priority * _aging.Ticks), job.Id);
}
