namespace Virtool.Jobs.Scheduling;

/// <summary>When waiting jobs start, about: each job taken to run as long as those before it did, and to start in its order. Pure.</summary>
public static class Forecast
{
    /// <summary>How many of the line are told: beyond, nobody could.</summary>
    public const int Reach = 200;

    private static readonly TimeSpan Unit = TimeSpan.FromMinutes(1);

    /// <summary>When each of the first in line starts, about; those that cannot be told are missing.</summary>
    /// <param name="now">The time.</param>
    /// <param name="total">What all jobs together may hold.</param>
    /// <param name="running">What runs, and when that ends, about; null where nobody knows.</param>
    /// <param name="waiting">What waits and has no obstacle, by rank, with how long it takes; null where nobody knows.</param>
    public static IReadOnlyDictionary<string, DateTimeOffset> Of(
        DateTimeOffset now,
        Resources total,
        IEnumerable<(Resources Held, DateTimeOffset? Ends)> running,
        IEnumerable<(string JobId, Resources Wanted, TimeSpan? Takes)> waiting)
    {
        var starts = new Dictionary<string, DateTimeOffset>();
        var ends = new PriorityQueue<Resources, DateTimeOffset>();
        var (free, at) = (total, now);
        foreach (var (held, end) in running)
        {
            free -= held;
            if (end is { } known)
            {
                ends.Enqueue(held, known);
            }
        }

        foreach (var (id, wanted, takes) in waiting.Where(job => job.Wanted != Resources.None).Take(Reach))
        {
            while (!wanted.Fits(free) && ends.TryDequeue(out var given, out var end))
            {
                (free, at) = (free + given, end > at ? end : at);
            }

            if (!wanted.Fits(free))
            {
                break;
            }

            starts.Add(id, at);
            free -= wanted;
            if (takes is { } time)
            {
                ends.Enqueue(wanted, at + time);
            }
        }

        return starts;
    }

    /// <summary>
    /// Whether a forecast differs from the one that was written by so much that it is written anew: by more than a minute, and by more than a
    /// fifth of the wait. Otherwise each job that ends a little early would rewrite the whole line.
    /// </summary>
    public static bool HasMoved(DateTimeOffset? written, DateTimeOffset? told, DateTimeOffset now)
    {
        if (written is not { } before || told is not { } after)
        {
            return written != told;
        }

        var wait = after > now ? after - now : TimeSpan.Zero;
        var moved = (after - before).Duration();
        return moved > Unit && moved > wait / 5;
    }
}
