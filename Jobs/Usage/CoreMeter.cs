using System.Globalization;

namespace Virtool.Jobs.Usage;

/// <summary>How busy each core of the machine is, in percent.</summary>
/// <param name="time">The clock.</param>
public sealed class CoreMeter(TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private IReadOnlyList<(double Busy, double All)> _before = [];
    private IReadOnlyList<double> _percent = [];
    private DateTimeOffset _at;

    /// <summary>Since this was last asked, at least a second ago; the first time since the machine started.</summary>
    public IReadOnlyList<double> Percent()
    {
        lock (_lock)
        {
            if (time.GetUtcNow() - _at < Least)
            {
                return _percent;
            }

            var now = Read(File.ReadLines("/proc/stat"));
            _percent = [.. now.Select((core, place) => Share(core, place < _before.Count ? _before[place] : (0, 0)))];
            (_before, _at) = (now, time.GetUtcNow());
            return _percent;
        }
    }

    // cpuN user nice system idle iowait irq softirq steal …
    internal static IReadOnlyList<(double Busy, double All)> Read(IEnumerable<string> lines) =>
    [
        .. from line in lines
           where line.StartsWith("cpu", StringComparison.Ordinal) && line[3] != ' '
           let ticks = line.Split(' ').Skip(1).Take(8).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList()
           select (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum()),
    ];

    private static double Share((double Busy, double All) now, (double Busy, double All) before) =>
        now.All <= before.All ? 0 : Math.Round(Math.Clamp((now.Busy - before.Busy) / (now.All - before.All), 0, 1) * 100, 1);
}
