using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Limits;

/// <summary>The control groups of a job: one in each hierarchy that is used, below the one of all jobs.</summary>
/// <param name="means">What is used.</param>
/// <param name="parent">The name of the group of all jobs.</param>
/// <param name="jobId">The job, whose name it has.</param>
internal sealed class JobGroup(Means means, string parent, string jobId)
{
    private readonly ControlGroup? _memory = Of(means.Memory, parent, jobId);
    private readonly ControlGroup? _cpu = Of(means.Cpu, parent, jobId);
    private readonly ControlGroup? _tracking = Of(means.Tracking, parent, jobId);

    /// <summary>Makes it, with the limits; where it is there already, the limits are what changes.</summary>
    /// <param name="limits">What the job may take.</param>
    /// <param name="cores">Cores of this machine: a job that may take them all is not held back.</param>
    public void Make(ProcessLimits limits, int cores)
    {
        foreach (var group in means.Hierarchies.Select(hierarchy => Of(hierarchy, parent, jobId)!))
        {
            group.Make();
        }

        _memory?.LimitMemory(limits.Memory);
        Of(means.Cpu, parent)?.GiveWay();
        _cpu?.LimitCpu(limits.Proc < cores ? Math.Max(1, limits.Proc) : null);
    }

    /// <summary>The part of it that a run is in.</summary>
    public RunGroup Run(string runId) => new(
        _tracking?.Child(runId),
        _memory,
        [.. new[] { _memory, _cpu }.OfType<ControlGroup>().Where(group => group.Hierarchy != means.Tracking).Select(group => group.Joining).Distinct()]);

    /// <summary>The ids of the runs that are in it, where they are tracked.</summary>
    public IReadOnlyList<string> RunIds => _tracking?.Names() ?? [];

    /// <summary>The runs that are in it whose id begins so.</summary>
    public IReadOnlyList<RunGroup> Runs(string idPrefix) => [.. RunIds.Where(name => name.StartsWith(idPrefix, StringComparison.Ordinal)).Select(Run)];

    /// <summary>Kills what is in it.</summary>
    public void Kill()
    {
        foreach (var group in new[] { _tracking, _memory, _cpu }.OfType<ControlGroup>().DistinctBy(group => group.Folder).Where(group => group.Processes().Count > 0))
        {
            group.Kill();
        }
    }

    /// <summary>Removes it, and the group of all jobs where it was the last; false where processes are still in it.</summary>
    public bool TryRemove() => means.Hierarchies.Select(hierarchy => TryRemove(hierarchy)).ToList().TrueForAll(removed => removed);

    private bool TryRemove(Hierarchy hierarchy)
    {
        var removed = Of(hierarchy, parent, jobId)!.TryRemove();
        var all = Of(hierarchy, parent)!;
        if (all.Names().Count == 0)
        {
            all.TryRemove();
        }

        return removed;
    }

    private static ControlGroup? Of(Hierarchy? hierarchy, params IReadOnlyList<string> path) => hierarchy is null ? null : new ControlGroup(hierarchy, path);
}
