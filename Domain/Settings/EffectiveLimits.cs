namespace Virtool.Domain.Settings;

/// <summary>The limits in force. Cores as a number of processors, memory in GB (2^30 bytes).</summary>
/// <param name="Proc">Cores of all jobs together.</param>
/// <param name="Mem">Memory of all jobs together.</param>
/// <param name="LgProc">Cores of a large job.</param>
/// <param name="LgMem">Memory of a large job.</param>
/// <param name="SmProc">Cores of a small job.</param>
/// <param name="SmMem">Memory of a small job.</param>
public sealed record EffectiveLimits(int Proc, int Mem, int LgProc, int LgMem, int SmProc, int SmMem)
{
    /// <summary>Hours of waiting that count as much as one step of priority, where nobody says otherwise.</summary>
    public const double DefaultAgingHours = 1;

    /// <summary>What is set or configured for single workflows, by their names. None is above the limit of all jobs together.</summary>
    public IReadOnlyDictionary<string, WorkflowLimits> Workflows { get; init; } = new Dictionary<string, WorkflowLimits>();

    /// <summary>Hours of waiting that count as much as one step of priority.</summary>
    public double AgingHours { get; init; } = DefaultAgingHours;

    /// <summary>
    /// What is set, else what appsettings.json gives, else what the machine has: all its cores, its memory less 1 GB; large jobs may take all
    /// of that, small ones half. All jobs together never have more than the machine (data may have moved to a smaller one), and a job never
    /// more than all together.
    /// </summary>
    public static EffectiveLimits Of(JobLimits settings, JobLimits configured, Machine machine)
    {
        var proc = Math.Min(machine.Cores, settings.Proc ?? configured.Proc ?? machine.Cores);
        var mem = Math.Min(machine.Memory, settings.Mem ?? configured.Mem ?? Math.Max(1, machine.Memory - 1));
        return new EffectiveLimits(
            proc,
            mem,
            Math.Min(proc, settings.LgProc ?? configured.LgProc ?? proc),
            Math.Min(mem, settings.LgMem ?? configured.LgMem ?? mem),
            Math.Min(proc, settings.SmProc ?? configured.SmProc ?? Half(proc)),
            Math.Min(mem, settings.SmMem ?? configured.SmMem ?? Half(mem)));
    }

    /// <summary>All limits with these settings.</summary>
    public static EffectiveLimits Of(ServerSettings settings, ConfiguredLimits configured, Machine machine)
    {
        var limits = Of(settings.Limits, configured.Limits, machine);
        var names = settings.Workflows.Keys.Union(configured.Workflows.Keys);
        return limits with
        {
            AgingHours = settings.AgingHours ?? configured.AgingHours ?? DefaultAgingHours,
            Workflows = names.ToDictionary(name => name, name => limits.Within(settings.Workflows.GetValueOrDefault(name), configured.Workflows.GetValueOrDefault(name))),
        };
    }

    private WorkflowLimits Within(WorkflowLimits? set, WorkflowLimits? configured) => new()
    {
        Proc = (set?.Proc ?? configured?.Proc) is { } proc ? Math.Min(proc, Proc) : null,
        Mem = (set?.Mem ?? configured?.Mem) is { } mem ? Math.Min(mem, Mem) : null,
        Hours = set?.Hours ?? configured?.Hours,
    };

    private static int Half(int whole) => Math.Max(1, whole / 2);
}
