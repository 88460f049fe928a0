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
    private readonly List<Verdict> _verdicts = [];
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

    /// <summary>What is decided of each waiting job.</summary>
    /// <param name="situation">What is decided about.</param>
    /// <param name="waiting">The waiting jobs, by rank.</param>
    public static IReadOnlyList<Verdict> Of(Situation situation, IEnumerable<Candidate> waiting)
    {
        var decision = new Decision(situation);
        foreach (var candidate in waiting)
        {
            decision.Decide(candidate);
        }

        return decision._verdicts;
    }

    private void Decide(Candidate candidate)
    {
        var (id, wanted, obstacle, hours) = candidate;
        if (obstacle is not null)
        {
            _verdicts.Add(new Verdict.Wait(id, obstacle));
        }
        else if (wanted == Resources.None)
        {
            _verdicts.Add(new Verdict.Start(id, wanted));
        }
        else if (!wanted.Fits(_situation.Total))
        {
            _verdicts.Add(new Verdict.Wait(id, Reasons.TooLarge(wanted, _situation.Total)));
        }
        else if (wanted.Fits(Free) && _reservation?.Allows(wanted, _situation.Now.AddHours(hours)) != false)
        {
            _verdicts.Add(new Verdict.Start(id, wanted));
            _running.Add(new Holding(wanted, _situation.Now.AddHours(hours)));
            _held += wanted;
        }
        else if (_reservation is null)
        {
            _reservation = Reservation.For(wanted, _situation.Total - _held, _running, _situation.Now);
            _verdicts.Add(new Verdict.Wait(id, Reasons.Lacking(wanted, Free, ImportMem), _reservation.StartsBy));
            _ahead++;
        }
        else
        {
            _verdicts.Add(new Verdict.Wait(id, Behind()));
            _ahead++;
        }
    }

    // Thousands have the same: it is made once.
    private string Behind()
    {
        var rounded = Reasons.Rounded(_ahead);
        if (_behind.Ahead != rounded)
        {
            _behind = (rounded, Reasons.Behind(rounded));
        }

        return _behind.Reason;
    }
}
