using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Virtool.Jobs.Usage;

/// <summary>
/// What was used over the last hour: of the whole machine, and of it by the jobs that run on this server. It begins anew with the server.
/// </summary>
/// <param name="machine">Measures the machine.</param>
/// <param name="runs">Knows the jobs.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says what cannot be read.</param>
public sealed class UsageHistory(MachineMeter machine, LiveRuns runs, TimeProvider time, ILogger<UsageHistory> log) : BackgroundService
{
    private const int Kept = 360;
    private const int Merged = 5;
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private readonly Queue<UsageSample> _samples = [];
    private readonly List<UsageSample> _fresh = [];
    private UsageSample? _last;
    private (int Proc, int Mem) _held;

    /// <summary>There is a new sample: each two seconds. Raised on a thread of the sampling, which waits for those who hear it.</summary>
    public event Action<UsageSample>? Sampled;

    /// <summary>The newest sample, at most two seconds old; null until there is one.</summary>
    public UsageSample? Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>One sample for each ten seconds of the last hour, the oldest first.</summary>
    public IReadOnlyList<UsageSample> Hour
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>What running jobs hold by the ledger from now on.</summary>
    /// <param name="proc">Cores.</param>
    /// <param name="mem">GB of memory.</param>
    public void Held(int proc, int mem)
    {
        lock (_lock)
        {
            _held = (proc, mem);
        }
    }

    /// <summary>Takes a sample now.</summary>
    internal UsageSample Take()
    {
        var (cores, memory) = machine.Measure();
        var jobs = runs.Measure();
        UsageSample sample;
        lock (_lock)
        {
            sample = new UsageSample(
                time.GetUtcNow(), cores, jobs.Sum(job => job.Cores), memory, jobs.Sum(job => job.Memory), _held.Proc, _held.Mem, jobs);
            _last = sample;
            _fresh.Add(sample);
            if (_fresh.Count == Merged)
            {
                _samples.Enqueue(sample with { Cores = _fresh.Average(fresh => fresh.Cores), JobCores = _fresh.Average(fresh => fresh.JobCores) });
                _fresh.Clear();
            }

            while (_samples.Count > Kept)
            {
                _samples.Dequeue();
            }
        }

        Sampled?.Invoke(sample);
        return sample;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Rhythm, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Take();
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "What the machine uses could not be measured");
            }
        }
    }
}
