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
    private static readonly Comparer<(Int128 Rank, Job Job)> ByRank = Comparer<(Int128 Rank, Job Job)>.Create((left, right) =>
        left.Rank.CompareTo(right.Rank) is not 0 and var order ? order : string.CompareOrdinal(left.Job.Id, right.Job.Id));

    private readonly Dictionary<string, Job> _jobs = [];

    // A list, not a tree: it is gone through at each decision, and thousands of nodes that lie anywhere in memory take longer than a shift now and then.
    private readonly List<(Int128 Rank, Job Job)> _ranks = [];
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
                _ranks.Clear();
                _ranks.AddRange(_jobs.Values.Select(job => (RankOf(job), job)));
                _ranks.Sort(ByRank);
            }
        }
    }

    /// <summary>The jobs, first in line first.</summary>
    public IEnumerable<Job> Jobs => _ranks.Select(rank => rank.Job);

    /// <summary>How many stand in line.</summary>
    public int Count => _jobs.Count;

    /// <summary>The job as it was last seen; null where it does not stand in line.</summary>
    public Job? Find(string id) => _jobs.GetValueOrDefault(id);

    /// <summary>Puts a job in line, or sees it again; true where it was not in line, or is now at another place or wants something else.</summary>
    public bool Put(Job job)
    {
        var before = Find(job.Id);
        _jobs[job.Id] = job;
        if (before is not null && RankOf(before) == RankOf(job))
        {
            _ranks[PlaceOf(before)] = (RankOf(job), job);
            return before.WantedMem != job.WantedMem;
        }

        if (before is not null)
        {
            _ranks.RemoveAt(PlaceOf(before));
        }

        _ranks.Insert(~PlaceOf(job), (RankOf(job), job));
        return true;
    }

    /// <summary>Takes a job out of line; false where it was not in it.</summary>
    public bool Remove(string id)
    {
        if (!_jobs.Remove(id, out var job))
        {
            return false;
        }

        _ranks.RemoveAt(PlaceOf(job));
        return true;
    }

    /// <summary>Keeps only those jobs in line.</summary>
    public void Keep(IReadOnlySet<string> ids)
    {
        foreach (var id in _jobs.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            Remove(id);
        }
    }

    // Where it stands; where it stands in no place, the complement of where it would.
    private int PlaceOf(Job job) => _ranks.BinarySearch((RankOf(job), job), ByRank);

    // Least first.
    private Int128 RankOf(Job job) => job.CreatedAt.UtcTicks - ((Int128)job.Priority * _aging.Ticks);
}
