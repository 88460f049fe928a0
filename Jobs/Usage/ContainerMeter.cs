using Virtool.Jobs.Limits;

namespace Virtool.Jobs.Usage;

/// <summary>Measures the control group that this server was started in, where that may use only a part of the machine, as a container does.</summary>
/// <param name="hierarchies">The hierarchies, with the server's place in each.</param>
/// <param name="cores">Cores that the server may use.</param>
internal sealed class ContainerMeter(IReadOnlyList<Hierarchy> hierarchies, int cores)
{
    private const double NanosecondsPerSecond = 1_000_000_000;
    private readonly ControlGroup? _memory = Own(hierarchies, "memory");
    private readonly ControlGroup? _cpu = hierarchies.OrderByDescending(hierarchy => hierarchy.Version).FirstOrDefault() is { Version: 2 } unified
        ? Own([unified], controller: null)
        : Own(hierarchies, "cpuacct");

    /// <summary>Processor time of all in it so far, in seconds; null where it may use the whole machine.</summary>
    /// <param name="machineCores">Cores of the machine.</param>
    public double? BusySeconds(int machineCores) => machineCores <= cores ? null : _cpu?.CpuSeconds ?? _cpu?.Number("cpuacct.usage") / NanosecondsPerSecond;

    /// <summary>Bytes of memory that it uses, without caches of files that the kernel takes back; null where it may use the whole machine.</summary>
    /// <param name="total">Bytes that the machine has.</param>
    public long? UsedMemory(long total)
    {
        var (limit, used, cache) = _memory?.Hierarchy.Version == 2
            ? ("memory.max", "memory.current", "inactive_file")
            : ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        return _memory?.Number(limit) < total && _memory.Number(used) is { } bytes ? bytes - (_memory.Counted("memory.stat", cache) ?? 0) : null;
    }

    private static ControlGroup? Own(IReadOnlyList<Hierarchy> hierarchies, string? controller) =>
        hierarchies.OrderByDescending(hierarchy => hierarchy.Version).FirstOrDefault(hierarchy => controller is null || hierarchy.Controllers.Contains(controller)) is { } found
            ? new ControlGroup(found)
            : null;
}
