namespace Virtool.Jobs.Scheduling;

/// <summary>Who holds what of the instance. Not safe for threads: the scheduler's loop owns it.</summary>
public sealed class Ledger
{
    private readonly Dictionary<string, Holding> _held = [];

    /// <summary>What all jobs together may hold.</summary>
    public Resources Total { get; set; }

    /// <summary>What the running jobs hold.</summary>
    public Resources Held { get; private set; }

    /// <summary>What is left; negative where the limits were lowered under running jobs.</summary>
    public Resources Free => Total - Held;

    /// <summary>What each running job that holds something holds, and until when.</summary>
    public IReadOnlyCollection<Holding> Holdings => [.. _held.Values.Where(holding => holding.Resources != Resources.None)];

    /// <summary>Whether the job holds something (of a job without tools: nothing, but it is written down).</summary>
    public bool Has(string jobId) => _held.ContainsKey(jobId);

    /// <summary>Writes down what a job takes.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="resources">What it takes.</param>
    /// <param name="endsBy">When its time limit ends it.</param>
    /// <exception cref="InvalidOperationException">It does not fit, or the job holds something already.</exception>
    public void Take(string jobId, Resources resources, DateTimeOffset endsBy)
    {
        if (!resources.Fits(Free) || !_held.TryAdd(jobId, new Holding(resources, endsBy)))
        {
            throw new InvalidOperationException($"Job {jobId} cannot take {resources}: {Free} is free.");
        }

        Held += resources;
    }

    /// <summary>Writes down what a job holds that runs already, as under a server before: also where limits were lowered meanwhile.</summary>
    public void Hold(string jobId, Resources resources, DateTimeOffset endsBy)
    {
        Return(jobId);
        _held.Add(jobId, new Holding(resources, endsBy));
        Held += resources;
    }

    /// <summary>Gives back what a job held.</summary>
    public void Return(string jobId)
    {
        if (_held.Remove(jobId, out var holding))
        {
            Held -= holding.Resources;
        }
    }
}
