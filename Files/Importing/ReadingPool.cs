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
    private const int MostSmall = 64;
    private const long SmallBytes = 8 * 1024 * 1024;

    private readonly BlockingCollection<(long Size, Action Do)> _work = [];
    private readonly Lock _lock = new();
    private readonly int _most;
    private readonly Thread[] _threads;
    private int _taken;
    private long _bytes;
    private readonly ImportLoad _load;
    private readonly ILogger<ReadingPool> _logger;

    public ReadingPool(IOptions<FilesOptions> options, ImportLoad load, ILogger<ReadingPool> logger)
    {
        _load = load;
        _logger = logger;
        var readers = options.Value.Readers > 0 ? options.Value.Readers : Math.Max(1, Environment.ProcessorCount / 2);

        // As many again wait as are read: so no thread is idle between two files.
        _most = 2 * readers;
        _threads = [.. Enumerable.Range(0, readers).Select(number => new Thread(Run) { IsBackground = true, Name = $"reading {number}" })];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>
    /// Takes a place for a file; false where all are taken. Of small files many have one, so that what is written of them is written together. It is
    /// given back by the end of the work, or by <see cref="Release"/>.
    /// </summary>
    /// <param name="size">Bytes of the file.</param>
    public bool TryReserve(long size)
    {
        lock (_lock)
        {
            if (_taken >= _most && (_taken >= MostSmall || _bytes + size > SmallBytes))
            {
                return false;
            }

            _taken++;
            _bytes += size;
            return true;
        }
    }

    /// <summary>Gives a place back that no work was started on.</summary>
    public void Release(long size)
    {
        lock (_lock)
        {
            _taken--;
            _bytes -= size;
        }
    }

    /// <summary>Starts work on a place that was reserved. It throws nothing.</summary>
    /// <param name="size">As it was reserved.</param>
    /// <param name="work">The work.</param>
    public void Start(long size, Action work) => _work.Add((size, work));

    /// <summary>Ends the threads when they have done what was started; whoever started it has cancelled it.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }

    private void Run()
    {
        if (OperatingSystem.IsLinux() && Libc.SetPriority(0, 0, Niceness) < 0)
        {
            _logger.LogWarning("Files are read at the same priority as the server: the system refused a lower one.");
        }

        foreach (var work in _work.GetConsumingEnumerable())
        {
            _load.While(work.Do);
            Release(work.Size);
        }
    }
}
