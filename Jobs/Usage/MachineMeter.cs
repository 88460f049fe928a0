using System.Globalization;
using Virtool.Jobs.Limits;

namespace Virtool.Jobs.Usage;

/// <summary>Measures the whole machine, or the container that is all this server may use of it.</summary>
public sealed class MachineMeter
{
    private const double TicksPerSecond = 100;
    private readonly TimeProvider _time;
    private readonly string _proc;
    private readonly ContainerMeter _container;
    private (double Busy, long At)? _before;

    /// <summary>Measures this machine.</summary>
    /// <param name="time">The clock.</param>
    public MachineMeter(TimeProvider time)
        : this(time, "/proc", new ContainerMeter(Hierarchy.OfThisProcess(), Environment.ProcessorCount))
    {
    }

    /// <summary>Measures what is described elsewhere.</summary>
    internal MachineMeter(TimeProvider time, string proc, ContainerMeter container) => (_time, _proc, _container) = (time, proc, container);

    /// <summary>Cores that were busy since this was last asked (0 the first time), and bytes of memory in use without caches of files.</summary>
    internal (double Cores, long Memory) Measure()
    {
        var stat = File.ReadLines(Path.Combine(_proc, "stat")).TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal)).ToList();
        var (busy, at) = (_container.BusySeconds(machineCores: stat.Count - 1) ?? BusySeconds(stat[0]), _time.GetTimestamp());
        var cores = _before is { } before && at > before.At ? Math.Max(0, busy - before.Busy) / _time.GetElapsedTime(before.At, at).TotalSeconds : 0;
        _before = (busy, at);

        var memory = Kilobytes(File.ReadLines(Path.Combine(_proc, "meminfo")));
        return (cores, _container.UsedMemory(memory["MemTotal"] * 1024) ?? (memory["MemTotal"] - memory["MemAvailable"]) * 1024);
    }

    // cpu user nice system idle iowait irq softirq steal guest guest_nice: guests are in user and nice already.
    private static double BusySeconds(string line)
    {
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToList();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TicksPerSecond;
    }

    private static Dictionary<string, long> Kilobytes(IEnumerable<string> lines) =>
        lines.Select(line => line.Split((char[])[':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words[0] is "MemTotal" or "MemAvailable")
            .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
}
