namespace Virtool.Jobs.Scheduling;

/// <summary>Who starts now. Pure: the same question has the same answer.</summary>
public static class Decision
{
    /// <summary>Why a job waits that would fit, but stands behind one that does not.</summary>
    public const string WaitsItsTurn = "Waits its turn behind an earlier job, which needs more than is free.";

    /// <summary>
    /// Jobs start in their order for as long as they fit. The first that does not reserves its place: none that takes anything starts before it,
    /// so it starts as soon as enough has been given back. Jobs that take nothing always start. A job with an obstacle waits, and reserves nothing.
    /// </summary>
    /// <param name="total">What all jobs together may hold.</param>
    /// <param name="held">What the running ones hold.</param>
    /// <param name="waiting">The waiting jobs, by rank.</param>
    public static IReadOnlyList<Verdict> Of(Resources total, Resources held, IEnumerable<Candidate> waiting)
    {
        var verdicts = new List<Verdict>();
        var free = total - held;
        var reserved = false;
        foreach (var (id, wanted, obstacle) in waiting)
        {
            if (!wanted.Fits(total))
            {
                verdicts.Add(new Verdict.Refuse(id, TooLarge(wanted, total)));
            }
            else if (obstacle is not null)
            {
                verdicts.Add(new Verdict.Wait(id, obstacle));
            }
            else if (wanted == Resources.None || (!reserved && wanted.Fits(free)))
            {
                free -= wanted;
                verdicts.Add(new Verdict.Start(id, wanted));
            }
            else
            {
                verdicts.Add(new Verdict.Wait(id, reserved ? WaitsItsTurn : Lacking(wanted, free)));
                reserved = true;
            }
        }

        return verdicts;
    }

    private static string Lacking(Resources wanted, Resources free)
    {
        var cores = $"{Cores(wanted.Proc)}; {Math.Max(0, free.Proc)} {(Math.Max(0, free.Proc) == 1 ? "is" : "are")} free";
        var memory = $"{wanted.Mem} GB of memory; {Math.Max(0, free.Mem)} GB is free";
        return (wanted.Proc > free.Proc, wanted.Mem > free.Mem) switch
        {
            (true, true) => $"Waits for {cores}, and for {memory}.",
            (true, false) => $"Waits for {cores}.",
            _ => $"Waits for {memory}.",
        };
    }

    private static string TooLarge(Resources wanted, Resources total) =>
        $"The job needs {Cores(wanted.Proc)} and {wanted.Mem} GB of memory; all jobs together may have {Cores(total.Proc)} and {total.Mem} GB. "
        + "An administrator can raise the limits in Settings; then start it again.";

    private static string Cores(int count) => count == 1 ? "1 core" : $"{count} cores";
}
