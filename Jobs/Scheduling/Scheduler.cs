using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;
using Virtool.Jobs.Usage;
using Virtool.Jobs.Workflows;

namespace Virtool.Jobs.Scheduling;

/// <summary>
/// Starts waiting jobs as the limits allow, and stops those that are to be cancelled. One loop reads one channel of events and owns the ledger,
/// the line and the running jobs: none of it is locked.
/// </summary>
internal sealed class Scheduler(
    Collection<Job> jobs,
    OwnedJobs owned,
    SettingsService limits,
    SchedulerEvents events,
    WorkflowCatalog catalog,
    LimitsInForce inForce,
    ImportLoad imports,
    Planner planner,
    ReasonWriter reasons,
    RunningJobs running,
    Recovery recovery,
    JobRun run,
    JobEnding ending,
    ServerStop stop,
    UsageHistory usage,
    Drain drain,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<Scheduler> log) : IOwnedService
{
    private readonly Ledger _ledger = new();
    private readonly WaitingLine _line = new();
    private int _importMem;
    private bool _undecided;

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ended)
    {
        events.Clear();
        var telling = events.TellAsync(ended);
        while (!ended.IsCancellationRequested && !await DoneAsync(() => RecoverAsync(ended), ended))
        {
            // What was running must be known to go on, or to have ended, before anything starts.
        }

        await DoneAsync(() => planner.History.ReadAsync(jobs, ended), ended);
        events.Tell(new SchedulerEvent.Resync());
        while (!ended.IsCancellationRequested)
        {
            await DoneAsync(() => TurnAsync(ended), ended);
        }

        await running.EndAsync();
        await telling;
        if (stop.Left > 0)
        {
            log.LogInformation("Tools of {Jobs} go on without the server; the next one on this machine takes them over", stop.Left == 1 ? "1 job" : $"{stop.Left} jobs");
        }
    }

    private async Task RecoverAsync(CancellationToken stopping)
    {
        await ReadLimitsAsync(stopping);
        foreach (var job in await recovery.RunAsync(stopping))
        {
            GoOn(job, stopping);
        }
    }

    // A database that is busy or on a full disk is no reason to end: after a while everything is read again.
    private async Task<bool> DoneAsync(Func<Task> action, CancellationToken stopping)
    {
        try
        {
            await action();
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            log.LogError(exception, "The scheduler could not do its work; it goes on in {Delay}", options.Value.RetryDelay);
            await Task.Delay(options.Value.RetryDelay, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            events.Tell(new SchedulerEvent.Resync());
            return false;
        }
    }

    private async Task TurnAsync(CancellationToken stopping)
    {
        if (!reasons.IsDue)
        {
            await events.Reader.WaitToReadAsync(stopping);
        }

        while (events.Reader.TryRead(out var told))
        {
            await HandleAsync(told, stopping);
        }

        if (_undecided)
        {
            Decide(stopping);
        }

        await reasons.WriteAsync(_line, stopping);
    }

    private Task HandleAsync(SchedulerEvent told, CancellationToken stopping)
    {
        switch (told)
        {
            case SchedulerEvent.JobChanged(var id):
                return LookAsync(id, stopping);
            case SchedulerEvent.Finished(var id):
                return ForgetAsync(id, stopping);
            case SchedulerEvent.TimeUp(var id):
                return TimeOutAsync(id, stopping);
            case SchedulerEvent.ImportsChanged:
                _undecided |= imports.Mem != _importMem;
                return Task.CompletedTask;
            case SchedulerEvent.RoomChanged:
                _undecided = true;
                return Task.CompletedTask;
            case SchedulerEvent.LimitsChanged:
                return ReadLimitsAsync(stopping);
            default:
                return ResyncAsync(stopping);
        }
    }

    private async Task ResyncAsync(CancellationToken stopping)
    {
        await ReadLimitsAsync(stopping);
        var waiting = await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Waiting), stopping);
        _line.Keep(waiting.Select(job => job.Id).ToHashSet());
        foreach (var job in waiting)
        {
            See(job, stopping);
        }

        foreach (var (id, job) in running.All.ToList())
        {
            await LookAsync(id, stopping);
            if (job.EndsBy <= time.GetUtcNow())
            {
                await TimeOutAsync(id, stopping);
            }
        }

        // One that an owner before started at its very end, or whose start the database did not confirm.
        var strays = await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Running), stopping);
        foreach (var stray in strays.Where(job => !running.All.ContainsKey(job.Id)))
        {
            if (await recovery.TakeOverAsync(stray, stopping) is { } job)
            {
                GoOn(job, stopping);
            }
        }
    }

    private async Task ReadLimitsAsync(CancellationToken stopping)
    {
        var now = await limits.EffectiveLimitsAsync(stopping);
        inForce.Now = now;
        _ledger.Total = new Resources(now.Proc, now.Mem);
        _line.Aging = TimeSpan.FromHours(now.AgingHours);
        _undecided = true;
    }

    private async Task ForgetAsync(string id, CancellationToken stopping)
    {
        _ledger.Return(id);
        running.Forget(id);
        _undecided = true;
        var job = await jobs.GetAsync(id, stopping);
        if (job is not null)
        {
            planner.History.Add(job);
        }

        // It may wait again already.
        await LookAsync(id, job, stopping);
    }

    private async Task TimeOutAsync(string id, CancellationToken stopping)
    {
        if (running.All.TryGetValue(id, out var late) && await owned.MoveAsync(id, job => job.TimesOut(TitleOf(job)), stopping) is { } job)
        {
            log.LogWarning("Job {Job} ({Task} of {Subject}) is stopped: it ran longer than its {Hours} hours", job.Id, job.Task, job.Subject.Name, job.TimeLimit);
            await late.CancelAsync();
        }
    }

    private async Task LookAsync(string id, CancellationToken stopping) => await LookAsync(id, await jobs.GetAsync(id, stopping), stopping);

    private async Task LookAsync(string id, Job? job, CancellationToken stopping)
    {
        if (running.All.TryGetValue(id, out var followed))
        {
            if (job is null or { CancelRequested: true })
            {
                await followed.CancelAsync();
            }
        }
        else if (job is { State: JobState.Waiting })
        {
            See(job, stopping);
        }
        else if (_line.Remove(id))
        {
            _undecided = true;
        }
    }

    private void See(Job job, CancellationToken stopping)
    {
        if (running.All.ContainsKey(job.Id))
        {
            return;
        }

        if (job.CancelRequested)
        {
            _line.Remove(job.Id);
            End(job.Id, waiting => waiting.IsCancelled(last: null, time.GetUtcNow()), stopping);
        }
        else if (catalog.Find(job.Task) is null)
        {
            Refuse(job.Id, "unknown_workflow", $"This server knows no workflow named {job.Task}. It may have been submitted by another version.", stopping);
        }
        else if (_line.Put(job))
        {
            _undecided = true;
        }
    }

    private void Decide(CancellationToken stopping)
    {
        _undecided = false;
        if (drain.IsOn)
        {
            return;
        }

        _importMem = imports.Mem;
        var now = time.GetUtcNow();
        while (StartSome(now, stopping))
        {
            // What they take changes why the others wait, and until when.
        }

        usage.Held(_ledger.Held.Proc, _ledger.Held.Mem);
    }

    // Starts those that may; where none may, notes why all wait. True where some started.
    private bool StartSome(DateTimeOffset now, CancellationToken stopping)
    {
        reasons.Clear();
        var starts = new List<Job>();
        var expected = planner.Expect(now, _ledger.Total, running.All.Values, _line);
        foreach (var verdict in Decision.Of(new Situation(now, _ledger.Total, _ledger.Holdings, _importMem), planner.Candidates(_line)))
        {
            var job = _line.Find(verdict.JobId)!;
            if (verdict is Verdict.Wait wait)
            {
                reasons.Note(job, wait.Reason, expected.TryGetValue(job.Id, out var at) ? at : null, now);
            }
            else
            {
                starts.Add(job);
            }
        }

        foreach (var job in starts)
        {
            Start(job, now, stopping);
        }

        return starts.Count > 0;
    }

    private void Start(Job job, DateTimeOffset now, CancellationToken stopping)
    {
        var (workflow, grant) = (catalog.Find(job.Task)!, planner.GrantOf(job));
        var endsBy = now.AddHours(grant.Hours);
        _ledger.Take(job.Id, grant.Resources, endsBy);
        Follow(job.Id, new RunningJob(job.Task, grant.Resources, now, endsBy), cancel => run.RunAsync(job.Id, workflow, grant, cancel, stopping));
    }

    private void Refuse(string id, string type, string sentence, CancellationToken stopping)
    {
        var error = new JobError(type, sentence, []);
        End(id, waiting => waiting.Fails(last: null, error, time.GetUtcNow()), stopping);
    }

    private void GoOn(Job job, CancellationToken stopping)
    {
        var (workflow, resources, startedAt) = (catalog.Find(job.Task)!, new Resources(job.Proc, job.Mem), job.StartedAt ?? time.GetUtcNow());
        var endsBy = startedAt.AddHours(job.TimeLimit ?? WorkflowLimits.DefaultHours);
        _ledger.Hold(job.Id, resources, endsBy);
        Follow(job.Id, new RunningJob(job.Task, resources, startedAt, endsBy), cancel => run.GoOnAsync(job, workflow, cancel, stopping));
    }

    private void End(string id, Func<Job, Job?> change, CancellationToken stopping) =>
        Follow(id, new RunningJob("", Resources.None, time.GetUtcNow(), endsBy: null), _ => ending.EndAsync(id, change, stopping));

    private void Follow(string id, RunningJob job, Func<CancellationToken, Task> work)
    {
        _line.Remove(id);
        running.Follow(id, job, work);
    }

    private string TitleOf(Job job) => catalog.Find(job.Task)?.Title ?? job.Task;
}
