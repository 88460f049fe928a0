namespace Virtool.Jobs.Scheduling;

/// <summary>The place of the first job that does not fit: when it starts at the latest, and what is spare beside it then.</summary>
internal sealed class Reservation
{
    private Resources _spare;

    private Reservation(DateTimeOffset startsBy, Resources spare) => (StartsBy, _spare) = (startsBy, spare);

    /// <summary>When enough has been given back, each running job taken to run to its time limit.</summary>
    public DateTimeOffset StartsBy { get; }

    /// <summary>A place for a job that fits into the whole, but not into what is free.</summary>
    public static Reservation For(Resources wanted, Resources free, IEnumerable<Holding> running, DateTimeOffset now)
    {
        var (at, spare) = (now, free - wanted);
        foreach (var holding in running.OrderBy(holding => holding.EndsBy).TakeWhile(_ => spare.Proc < 0 || spare.Mem < 0))
        {
            spare += holding.Resources;
            at = holding.EndsBy > at ? holding.EndsBy : at;
        }

        return new Reservation(at, spare);
    }

    /// <summary>Lets a job go first that cannot delay it: it ends in time, or is content with what is spare.</summary>
    public bool Allows(Resources wanted, DateTimeOffset endsBy)
    {
        if (endsBy <= StartsBy)
        {
            return true;
        }

        if (wanted.Proc > _spare.Proc || wanted.Mem > _spare.Mem)
        {
            return false;
        }

        _spare -= wanted;
        return true;
    }
}
