using System.Globalization;

namespace Virtool.Jobs.Usage;

/// <summary>Measures the whole machine, or the container that is all this server sees of it.</summary>
/// <param name="time">The clock.</param>
public sealed class MachineMeter(TimeProvider time)
{
    private const double TicksPerSecond = 100;
    private (double Busy, long At)? _before;

    /// <summary>Cores that were busy since this was last asked (0 the first time), and bytes of memory in use without caches of files.</summary>
    internal (double Cores, long Memory) Measure()
    {
        var (busy, at) = (BusySeconds(File.ReadLines("/proc/stat").First()), time.GetTimestamp());
        var cores = _before is { } before && at > before.At ? Math.Max(0, busy - before.Busy) / time.GetElapsedTime(before.At, at).TotalSeconds : 0;
        _before = (busy, at);
        return (cores, UsedMemory(File.ReadLines("/proc/meminfo")));
    }

    // cpu user nice system idle iowait irq softirq steal guest guest_nice: guests are in user and nice already.
    internal static double BusySeconds(string line)
    {
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToList();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TicksPerSecond;
    }

    internal static long UsedMemory(IEnumerable<string> lines)
    {
        var kilobytes = lines.Select(line => line.Split((char[])[':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words[0] is "MemTotal" or "MemAvailable")
            .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
        return (kilobytes["MemTotal"] - kilobytes["MemAvailable"]) * 1024;
    }
}
