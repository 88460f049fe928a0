using Microsoft.Extensions.Logging;

namespace Virtool.Jobs.Scheduling;

/// <summary>The jobs that are with their tasks. Each tells the loop when it has finished, or when its time is up. Not safe for threads: the scheduler's loop owns it.</summary>
internal sealed class RunningJobs(SchedulerEvents events, Drain drain, TimeProvider time, ILogger<RunningJobs> log)
{
    private readonly Dictionary<string, RunningJob> _jobs = [];

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<string, RunningJob> All => _jobs;

    /// <summary>From here on the job is with its task, until that says that it has finished.</summary>
    public void Follow(string id, RunningJob running, Func<CancellationToken, Task> work)
    {
        _jobs.Add(id, running);
        drain.Count(1);
        if (running.EndsBy - time.GetUtcNow() is { } left)
        {
            running.Clock = time.CreateTimer(_ => events.Tell(new SchedulerEvent.TimeUp(id)), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        running.Task = Task.Run(() => FinishAsync(id, work, running.Cancelled), CancellationToken.None);
    }

    /// <summary>Forgets a job that has finished.</summary>
    public void Forget(string id)
    {
        if (_jobs.Remove(id, out var running))
        {
            running.Dispose();
            drain.Count(-1);
        }
    }

    /// <summary>Waits until all have finished, and forgets them.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAll(_jobs.Values.Select(running => running.Task));
        foreach (var id in _jobs.Keys.ToList())
        {
            Forget(id);
        }
    }

    private async Task FinishAsync(string id, Func<CancellationToken, Task> work, CancellationToken cancelled)
    {
        try
        {
            await work(cancelled);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Job {Job} could not be brought to an end", id);
        }

        events.Tell(new SchedulerEvent.Finished(id));
    }
}
