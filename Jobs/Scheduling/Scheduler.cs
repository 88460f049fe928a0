using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Ownership;
using Virtool.Data.Queries;
using Virtool.Domain.Jobs;
using Virtool.Domain.Settings;
using Virtool.Jobs.Processes;
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
    Toolbox toolbox,
    Recovery recovery,
    JobRun run,
    JobEnding ending,
    ServerStop stop,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<Scheduler> log) : IOwnedService
{
    private const int ReasonsAtOnce = 20;

    private readonly Ledger _ledger = new();
    private readonly WaitingLine _line = new();
    private readonly Dictionary<string, RunningJob> _running = [];
    private readonly Queue<Verdict.Wait> _reasons = [];
    private EffectiveLimits _limits = new(0, 0, 0, 0, 0, 0);
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

        events.Tell(new SchedulerEvent.Resync());
        while (!ended.IsCancellationRequested)
        {
            await DoneAsync(() => TurnAsync(ended), ended);
        }

        await Task.WhenAll(_running.Values.Select(running => running.Task));
        await telling;
        if (stop.Left > 0)
        {
            log.LogInformation("Tools of {Count} jobs go on without the server; the next one on this machine takes them over", stop.Left);
        }
    }

    private async Task RecoverAsync(CancellationToken stopping)
    {
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
        if (_reasons.Count == 0)
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

        await WriteReasonsAsync(stopping);
    }

    private Task HandleAsync(SchedulerEvent told, CancellationToken stopping)
    {
        switch (told)
        {
            case SchedulerEvent.JobChanged(var id):
                return LookAsync(id, stopping);
            case SchedulerEvent.Finished(var id):
                _ledger.Return(id);
                _running.Remove(id, out var running);
                running?.Dispose();
                _undecided = true;
                // It may wait again already.
                return LookAsync(id, stopping);
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

        foreach (var id in _running.Keys.ToList())
        {
            await LookAsync(id, stopping);
        }

        // One that an owner before started at its very end, or whose start the database did not confirm.
        var strays = await jobs.FindAsync(Where<Job>.Is(job => job.State, JobState.Running), stopping);
        foreach (var stray in strays.Where(job => !_running.ContainsKey(job.Id)))
        {
            if (await recovery.TakeOverAsync(stray, stopping) is { } job)
            {
                GoOn(job, stopping);
            }
        }
    }

    private async Task ReadLimitsAsync(CancellationToken stopping)
    {
        _limits = await limits.EffectiveLimitsAsync(stopping);
        _ledger.Total = new Resources(_limits.Proc, _limits.Mem);
        _undecided = true;
    }

    private async Task LookAsync(string id, CancellationToken stopping)
    {
        var job = await jobs.GetAsync(id, stopping);
        if (_running.TryGetValue(id, out var running))
        {
            if (job is null or { CancelRequested: true })
            {
                await running.CancelAsync();
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
        if (_running.ContainsKey(job.Id))
        {
            return;
        }

        if (job.CancelRequested)
        {
            _line.Remove(job.Id);
            Follow(job.Id, Resources.None, _ => ending.EndAsync(job.Id, waiting => waiting.IsCancelled(last: null, time.GetUtcNow()), stopping));
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
        _reasons.Clear();
        var missing = catalog.All.ToDictionary(workflow => workflow.Name, MissingTool);
        var candidates = _line.Jobs.Select(job => new Candidate(job.Id, Wanted(job), missing.GetValueOrDefault(job.Task)));
        foreach (var verdict in Decision.Of(_ledger.Total, _ledger.Held, candidates))
        {
            switch (verdict)
            {
                case Verdict.Start(var id, var resources):
                    Start(id, resources, stopping);
                    break;
                case Verdict.Refuse(var id, var sentence):
                    Refuse(id, "too_large", sentence, stopping);
                    break;
                case Verdict.Wait wait when _line.Find(wait.JobId)?.Reason != wait.Reason:
                    _reasons.Enqueue(wait);
                    break;
            }
        }
    }

    private void Start(string id, Resources resources, CancellationToken stopping)
    {
        var workflow = catalog.Find(_line.Find(id)!.Task)!;
        Follow(id, resources, cancel => run.RunAsync(id, workflow, resources, cancel, stopping));
    }

    private void Refuse(string id, string type, string sentence, CancellationToken stopping)
    {
        var error = new JobError(type, sentence, []);
        Follow(id, Resources.None, _ => ending.EndAsync(id, waiting => waiting.Fails(last: null, error, time.GetUtcNow()), stopping));
    }

    private void GoOn(Job job, CancellationToken stopping)
    {
        var workflow = catalog.Find(job.Task)!;
        _ledger.Hold(job.Id, new Resources(job.Proc, job.Mem));
        Follow(job.Id, cancel => run.GoOnAsync(job, workflow, cancel, stopping));
    }

    private void Follow(string id, Resources resources, Func<CancellationToken, Task> work)
    {
        _ledger.Take(id, resources);
        Follow(id, work);
    }

    // From here on the job is with its task, until that says that it has finished.
    private void Follow(string id, Func<CancellationToken, Task> work)
    {
        _line.Remove(id);
        var running = new RunningJob();
        _running.Add(id, running);
        running.Task = Task.Run(() => FinishAsync(id, work, running.Cancelled), CancellationToken.None);
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

    // Some at a time: together they are one commit, and what happens meanwhile does not wait for ten thousand of them.
    private async Task WriteReasonsAsync(CancellationToken stopping)
    {
        var writes = new List<Task<Job?>>();
        while (writes.Count < ReasonsAtOnce && _reasons.TryDequeue(out var wait))
        {
            if (_line.Find(wait.JobId) is { } job && catalog.Find(job.Task) is { } workflow)
            {
                writes.Add(owned.MoveAsync(job.Id, waiting => waiting.Waits(workflow, Wanted(waiting), wait.Reason), stopping));
            }
        }

        foreach (var seen in await Task.WhenAll(writes))
        {
            if (seen is not null)
            {
                _line.Put(seen);
            }
        }
    }

    // Looked for at each decision: what is installed while the server runs is found by the next rescan.
    private string? MissingTool(IWorkflow workflow)
    {
        var tool = workflow.Steps.SelectMany(step => step.Tools).FirstOrDefault(tool => toolbox.Find(tool) is null);
        return tool is null
            ? null
            : $"Waits for the program {tool}, which is not on this machine. {Toolbox.HowToInstall(tool)}: the job then starts by itself.";
    }

    private Resources Wanted(Job job) => catalog.Find(job.Task)?.Size switch
    {
        WorkflowSize.Large => new Resources(_limits.LgProc, _limits.LgMem),
        WorkflowSize.Small => new Resources(_limits.SmProc, _limits.SmMem),
        _ => Resources.None,
    };
}
