namespace Virtool.Jobs.Limits;

/// <summary>Finds, for each ability, the best means that works here.</summary>
/// <param name="probe">Tries them.</param>
/// <param name="taskset">The program <c>taskset</c> is here.</param>
internal sealed class MeansFinder(Probe probe, bool taskset)
{
    private const string Memory = "memory";
    private const string Cpu = "CPU";
    private const string Kill = "kill";

    /// <summary>Finds them.</summary>
    /// <param name="mode">Which may be used.</param>
    /// <param name="hierarchies">What this machine has mounted.</param>
    public async Task<FoundMeans> FindAsync(LimitsMode mode, IReadOnlyList<Hierarchy> hierarchies)
    {
        if (mode == LimitsMode.None)
        {
            const string Off = "Tools:Limits is none in the settings.";
            return new FoundMeans(Means.None, [
                new Ability(Memory, null, $"A job may take more memory than it asked for: {Off}"),
                new Ability(Cpu, null, $"A job may take more cores than it asked for: {Off}"),
                ByMark(""),
            ]);
        }

        var (offered, why) = mode == LimitsMode.Watchdog ? ([], "Tools:Limits is watchdog in the settings") : Usable(hierarchies);
        var memory = await FirstAsync(offered.Where(hierarchy => hierarchy.Controllers.Contains("memory")), probe.MemoryAsync, why);
        var cpu = await FirstAsync(offered.Where(hierarchy => hierarchy.Controllers.Contains("cpu")), probe.CpuAsync, why);
        var tracking = await FirstAsync(offered.Where(hierarchy => hierarchy.Version == 2 || hierarchy.Controllers.Contains("freezer")), probe.KillAsync, why);
        var means = new Means(memory.Found, cpu.Found, tracking.Found) { Watchdog = memory.Found is null, CoreSets = cpu.Found is null && taskset };
        return new FoundMeans(means, [OfMemory(memory), OfCpu(cpu), OfKill(tracking)]);
    }

    // Version 2 first. One whose controllers are not ours to use may still track processes.
    private static (IReadOnlyList<Hierarchy> Offered, string Why) Usable(IReadOnlyList<Hierarchy> hierarchies)
    {
        var offered = new List<Hierarchy>();
        var why = "no control groups are mounted here";
        foreach (var hierarchy in hierarchies.OrderByDescending(hierarchy => hierarchy.Version))
        {
            try
            {
                offered.Add(hierarchy.Version == 2 ? Delegation.Prepare(hierarchy) : hierarchy);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                why = exception.Message;
                offered.Add(hierarchy with { Controllers = [] });
            }
        }

        return (offered, why);
    }

    private static async Task<(Hierarchy? Found, string Why)> FirstAsync(IEnumerable<Hierarchy> candidates, Func<Hierarchy, Task<string?>> attempt, string why)
    {
        foreach (var candidate in candidates)
        {
            if (await attempt(candidate) is not { } failure)
            {
                return (candidate, "");
            }

            why = failure;
        }

        return (null, why);
    }

    private static Ability OfMemory((Hierarchy? Found, string Why) memory) => memory.Found is { } found
        ? new Ability(Memory, found.Words, "A job that takes more memory than it may is stopped by the kernel, and no other.")
        : new Ability(Memory, "watchdog", $"The memory of a job's processes is summed up four times a second; a job that takes more than it may is stopped. {Because(memory.Why)}");

    private Ability OfCpu((Hierarchy? Found, string Why) cpu) => (cpu.Found, taskset) switch
    {
        ({ } found, _) => new Ability(Cpu, found.Words, "A job gets no more cores than it may take, and jobs give way to the server."),
        (_, true) => new Ability(Cpu, "core sets", $"A job runs on as many cores as it may take. {Because(cpu.Why)}"),
        _ => new Ability(Cpu, null, $"A job may take more cores than it asked for: the program taskset is missing (package util-linux). {Because(cpu.Why)}"),
    };

    private static Ability OfKill((Hierarchy? Found, string Why) kill) => kill.Found is { } found
        ? new Ability(Kill, found.Words, "Whatever a tool has started is ended with its job.")
        : ByMark(Because(kill.Why));

    private static Ability ByMark(string why) => new(
        Kill, "marks", $"Processes of a job are found by a mark in their environment and ended; one that cleans its environment escapes. {why}".TrimEnd());

    private static string Because(string why) => $"Control groups cannot be used: {why.TrimEnd('.')}.";
}
