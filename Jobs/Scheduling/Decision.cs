namespace Virtool.Jobs.Scheduling;

/// <summary>
/// Who starts now. Pure: the same question has the same answer. Jobs start in their order for as long as they fit. The first that does not
/// reserves its place: it starts when those that run have given back enough, at the latest when their time limits end them. A later one starts
/// only if it fits now, and either ends by its own time limit before that, or takes only what is spare then (EASY backfill: Lifka, The ANL/IBM
/// SP scheduling system, 1995). Jobs that take nothing always start. A job with an obstacle waits, and reserves nothing.
/// </summary>
public sealed class Decision
{
    private readonly Situation _situation;
    private readonly List<Holding> _running;
    private Resources _held;
    private Reservation? _reservation;
    private int _ahead;
    private (int Ahead, string Reason) _behind;

    private Decision(Situation situation)
    {
        _situation = situation;
        _running = [.. situation.Running];
        _held = situation.Running.Aggregate(Resources.None, (sum, holding) => sum + holding.Resources);
    }

    // Imports are charged beside other jobs only.
    private int ImportMem => _held == Resources.None ? 0 : _situation.ImportMem;

    private Resources Free => _situation.Total - _held - new Resources(0, ImportMem);

    /// <summary>What is decided of each waiting job, one after another: a long line is not held a second time.</summary>
    /// <param name="situation">What is decided about.</param>
    /// <param name="waiting">The waiting jobs, by rank.</param>
    public static IEnumerable<Verdict> Of(Situation situation, IEnumerable<Candidate> waiting)
    {
        var decision = new Decision(situation);
        foreach (var candidate in waiting)
        {
            yield return decision.Decide(candidate);
        }
    }

    private Verdict Decide(Candidate candidate)
    {
        var (id, wanted, obstacle, hours) = candidate;
        if (obstacle is not null)
        {
            return new Verdict.Wait(id, obstacle);
        }

        if (wanted == Resources.None)
        {
            return new Verdict.Start(id, wanted);
        }

        if (!wanted.Fits(_situation.Total))
        {
            return new Verdict.Wait(id, Reasons.TooLarge(wanted, _situation.Total));
        }

        if (wanted.Fits(Free) && _reservation?.Allows(wanted, _situation.Now.AddHours(hours)) != false)
        {
            _running.Add(new Holding(wanted, _situation.Now.AddHours(hours)));
            _held += wanted;
            return new Verdict.Start(id, wanted);
        }

        return Waits(id, wanted);
    }

    private Verdict.Wait Waits(string id, Resources wanted)
    {
        _ahead++;
        if (_reservation is not null)
        {
            return new Verdict.Wait(id, Behind());
        }

        _reservation = Reservation.For(wanted, _situation.Total - _held, _running, _situation.Now);
        return new Verdict.Wait(id, Reasons.Lacking(wanted, Free, ImportMem), _reservation.StartsBy);
    }

    // Thousands have the same: it is made once.
    private string Behind()
    {
        var rounded = Reasons.Rounded(_ahead - 1);
        if (_behind.Ahead != rounded)
        {
            _behind = (rounded, Reasons.Behind(rounded));
        }

        return _behind.Reason;
    }
}
