using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virtool.Domain.Files;
using Virtool.Files.Native;

namespace Virtool.Files.Importing;

/// <summary>
/// The threads that read files: few, their own, and of low priority, so that waiting jobs cannot block arrivals and arrivals do not slow the
/// server. .NET's thread priorities do nothing on Linux: the niceness is set.
/// </summary>
internal sealed class ReadingPool : IDisposable
{
    private const int Niceness = 10;

    private readonly BlockingCollection<Action> _work = [];
    private readonly SemaphoreSlim _places;
    private readonly Thread[] _threads;
    private readonly ImportLoad _load;
    private readonly ILogger<ReadingPool> _logger;

    public ReadingPool(IOptions<FilesOptions> options, ImportLoad load, ILogger<ReadingPool> logger)
    {
        _load = load;
        _logger = logger;
        var readers = options.Value.Readers > 0 ? options.Value.Readers : Math.Max(1, Environment.ProcessorCount / 2);

        // As many again wait as are read: so no thread is idle between two small files.
        _places = new SemaphoreSlim(2 * readers);
        _threads = [.. Enumerable.Range(0, readers).Select(number => new Thread(Run) { IsBackground = true, Name = $"reading {number}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Takes a place for work; false where all are taken. It is given back by the end of the work, or by <see cref="Release"/>.</summary>
    public bool TryReserve() => _places.Wait(0);

    /// <summary>Gives a place back that no work was started on.</summary>
    public void Release() => _places.Release();

    /// <summary>Starts work on a place that was reserved. It throws nothing.</summary>
    public void Start(Action work) => _work.Add(work);

    /// <summary>Ends the threads when they have done what was started; whoever started it has cancelled it.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
        _places.Dispose();
    }

    private void Run()
    {
        if (OperatingSystem.IsLinux() && Libc.SetPriority(0, 0, Niceness) < 0)
        {
            _logger.LogWarning("Files are read at the same priority as the server: the system refused a lower one.");
        }

        foreach (var work in _work.GetConsumingEnumerable())
        {
            _load.While(work);
            _places.Release();
        }
    }
}
