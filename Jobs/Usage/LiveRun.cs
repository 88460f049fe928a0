using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Usage;

/// <summary>What one run was last seen to use.</summary>
/// <param name="id">The run.</param>
/// <param name="jobId">Its job; null where it is the server's own.</param>
internal sealed class LiveRun(string id, string? jobId)
{
    private const double TicksPerSecond = 100;
    private readonly Dictionary<(int Id, long Started), long> _ticks = [];
    private readonly Lock _lock = new();
    private long _memory;
    private long _peak;
    private double? _cpu;

    /// <summary>The run.</summary>
    public string Id => id;

    /// <summary>Its job; null where it is the server's own.</summary>
    public string? JobId => jobId;

    /// <summary>Bytes that its processes held.</summary>
    public long Memory
    {
        get
        {
            lock (_lock)
            {
                return _memory;
            }
        }
    }

    /// <summary>Most bytes that they held at a time.</summary>
    public long Peak
    {
        get
        {
            lock (_lock)
            {
                return _peak;
            }
        }
    }

    /// <summary>Processor time so far in seconds; null where nobody has looked yet.</summary>
    public double? CpuSeconds
    {
        get
        {
            lock (_lock)
            {
                return _cpu;
            }
        }
    }

    /// <summary>Notes what is seen of it now.</summary>
    /// <param name="processes">Its processes.</param>
    /// <param name="memory">Bytes that they hold.</param>
    /// <param name="cpuSeconds">Processor time, where its group counts it; null: that of the processes is summed up.</param>
    public void See(IReadOnlyList<ProcessEntry> processes, long memory, double? cpuSeconds)
    {
        lock (_lock)
        {
            _memory = memory;
            _peak = Math.Max(_peak, memory);
            foreach (var process in processes)
            {
                _ticks[(process.Id, process.Started)] = process.CpuTicks;
            }

            _cpu = cpuSeconds ?? _ticks.Values.Sum() / TicksPerSecond;
        }
    }
}
