using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Domain.Files;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Limits;

/// <summary>Holds the processes of jobs to what they may take, by the means that this machine has.</summary>
public sealed class HostLimits
{
    private static readonly TimeSpan RemoveTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RemoveLook = TimeSpan.FromMilliseconds(20);
    private readonly TimeProvider _time;
    private readonly ILogger<HostLimits> _log;
    private readonly string _parent;
    private readonly Lazy<Task<FoundMeans>> _found;
    private readonly CoreSets _cores = new(CoreSets.Allowed());
    private readonly Lock _groups = new();
    private readonly Dictionary<string, HashSet<string>> _opened = [];

    /// <summary>Nothing is tried before it is asked for.</summary>
    /// <param name="data">The data folder, whose jobs have a group of their own.</param>
    /// <param name="options">Which means may be used.</param>
    /// <param name="toolbox">Finds the programs that some need.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Says what cannot be had.</param>
    public HostLimits(DataFolder data, IOptions<ToolOptions> options, Toolbox toolbox, TimeProvider time, ILogger<HostLimits> log)
    {
        (_time, _log) = (time, log);
        _parent = $"virtool-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Root)))[..12]}";
        // What is tried takes real time, whatever clock the server goes by.
        _found = new(() => new MeansFinder(new Probe(_parent, TimeProvider.System), toolbox.Find("taskset") is not null)
            .FindAsync(options.Value.Limits, Hierarchy.OfThisProcess()));
    }

    /// <summary>What can be enforced here, and how: memory, CPU and kill, in this order. Found by trying it, once, when first asked.</summary>
    public async Task<IReadOnlyList<Ability>> AbilitiesAsync(CancellationToken cancellation) => (await _found.Value.WaitAsync(cancellation)).Abilities;

    /// <summary>A job has ended here: whatever is left of its runs that were opened here is killed, and its groups go, unless another server runs it by now.</summary>
    public async Task ReleaseAsync(string jobId)
    {
        _cores.Return(jobId);
        HashSet<string>? runs;
        lock (_groups)
        {
            if (!_opened.Remove(jobId, out runs))
            {
                return;
            }
        }

        await RemoveAsync(jobId, group => TryRelease(group, runs));
    }

    /// <summary>Removes the groups of jobs that have ended, and kills what is left in them.</summary>
    /// <param name="jobs">The jobs, of those that <see cref="JobsAsync"/> told.</param>
    internal async Task SweepAsync(IEnumerable<string> jobs)
    {
        foreach (var jobId in jobs)
        {
            await RemoveAsync(jobId, TryRemove);
        }
    }

    /// <summary>What holds a run; its groups are made, or found again.</summary>
    /// <param name="run">The run.</param>
    /// <param name="process">Its launcher where it runs already, and so keeps what it has; null where it begins.</param>
    /// <param name="cancellation">Stops waiting for what this machine can do.</param>
    internal async Task<RunGroup> OpenAsync(ProcessRun run, int? process, CancellationToken cancellation)
    {
        if (run.Limits is not { } limits)
        {
            return RunGroup.None;
        }

        var means = (await _found.Value.WaitAsync(cancellation)).Means;
        var group = new JobGroup(means, _parent, limits.JobId);
        var held = group.Run(run.Id) with { WatchedMemory = means.Watchdog ? limits.Memory : null };
        lock (_groups)
        {
            if (!_opened.TryGetValue(limits.JobId, out var runs))
            {
                _opened[limits.JobId] = runs = [];
            }

            runs.Add(run.Id);
        }

        if (process is not null && means.CoreSets)
        {
            _cores.Keep(limits.JobId, CoreSets.Allowed($"/proc/{process}/status"));
        }

        return (process is not null || TryMake(group, held, limits) ? held : RunGroup.None with { WatchedMemory = limits.Memory }) with
        {
            Cores = means.CoreSets ? _cores.Of(limits.JobId, limits.Proc) : null,
        };
    }

    /// <summary>The runs whose id begins so, as far as groups know them.</summary>
    internal async Task<IReadOnlyList<RunGroup>> RunsAsync(string idPrefix, CancellationToken cancellation) =>
        new JobGroup((await _found.Value.WaitAsync(cancellation)).Means, _parent, idPrefix.Split('.')[0]).Runs(idPrefix);

    /// <summary>The jobs that have groups here.</summary>
    internal async Task<IReadOnlyList<string>> JobsAsync(CancellationToken cancellation)
    {
        var all = (await _found.Value.WaitAsync(cancellation)).Means.Hierarchies.Select(hierarchy => new ControlGroup(hierarchy, _parent));
        var youngest = _time.GetUtcNow() - LongestProbe;
        return [.. all.SelectMany(group => group.Names().Where(name => !Probe.IsProbe(name) || group.Child(name).Made < youngest)).Distinct()];
    }

    // What worked when it was tried may be refused later; the job then runs under the watchdog.
    private bool TryMake(JobGroup group, RunGroup held, ProcessLimits limits)
    {
        try
        {
            lock (_groups)
            {
                group.Make(limits, _cores.Count);
                held.Make();
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _log.LogWarning(exception, "The limits of job {Job} could not be set on its control group; a watchdog looks after its memory", limits.JobId);
            return false;
        }
    }

    private async Task RemoveAsync(string jobId, Func<JobGroup, bool> remove)
    {
        var group = new JobGroup((await _found.Value).Means, _parent, jobId);
        var begun = _time.GetTimestamp();
        while (!remove(group))
        {
            if (_time.GetElapsedTime(begun) > RemoveTime)
            {
                _log.LogWarning("The control group of job {Job} cannot be removed: processes of it cannot be killed", jobId);
                return;
            }

            await Task.Delay(RemoveLook, _time);
        }
    }

    private bool TryRelease(JobGroup group, HashSet<string> runs)
    {
        foreach (var run in group.RunIds.Where(runs.Contains).Select(group.Run))
        {
            run.Kill();
            run.Remove();
        }

        // A server that lost the data may stand beside the one that has it, and that one's runs of the job are in the same groups.
        if (group.RunIds.Any(id => !runs.Contains(id)))
        {
            return true;
        }

        lock (_groups)
        {
            return group.TryRemove();
        }
    }

    // Under the lock, lest the group of all jobs goes while another job's is made in it.
    private bool TryRemove(JobGroup group)
    {
        lock (_groups)
        {
            group.Kill();
            return group.TryRemove();
        }
    }
}
