using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>
/// One watched folder: a loop that looks at what hints point to, looks through all of it regularly, and hands files that are quiet and whole
/// to the <see cref="Arrivals"/>. All that it knows can be had again from the folder and the imports.
/// </summary>
internal sealed class FolderDesk(
    WatchedFolder folder, FolderScan scan, FolderPace pace, Inbox inbox, Arrivals arrivals, FolderHealth health, TimeProvider time, ILogger logger)
{
    // Between two looks through everything that hints ask for: a folder of thousands of files takes a while.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    // Where thousands of small files come, what is done meanwhile is dealt with in one step, and the loop takes at most half of a core.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(2);

    private DateTimeOffset _lastScan;
    private bool _scanned;
    private bool _scanWanted = true;

    private DateTimeOffset NextScan => _lastScan + pace.Interval;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            await StepAsync(cancellation);
            await RestAsync(Stopwatch.GetElapsedTime(begun), cancellation);
            await inbox.WaitAsync(NextWake(), time, cancellation);
        }
    }

    private static Task RestAsync(TimeSpan worked, CancellationToken cancellation) => worked < ShortestRest
        ? Task.CompletedTask
        : Task.Delay(worked < LongestRest ? worked : LongestRest, cancellation);

    private async Task StepAsync(CancellationToken cancellation)
    {
        var notes = inbox.Take();
        await arrivals.FinishAsync(notes.Done, cancellation);
        if (notes.Again)
        {
            arrivals.ForgetDecided();
        }

        _scanWanted |= notes.Rescan || notes.Paths.Any(path => FileNames.IsMarker(Path.GetFileName(path)));
        var now = time.GetUtcNow();
        if (now >= NextScan || (_scanWanted && now >= _lastScan + Breath))
        {
            _scanWanted = false;
            _lastScan = now;
            await ScanAsync(cancellation);
        }
        else
        {
            await arrivals.LookAsync([.. notes.Paths.Select(FileOf).Where(scan.Covers).Distinct(StringComparer.Ordinal)], cancellation);
        }

        await arrivals.AdvanceAsync(cancellation);
    }

    private async Task ScanAsync(CancellationToken cancellation)
    {
        try
        {
            Make();
            pace.Look();
            var view = scan.Look();
            await arrivals.LookAsync([.. view.Taken.Union(arrivals.Paths)], cancellation);
            if (!_scanned)
            {
                await arrivals.ForgetOthersAsync(cancellation);
                _scanned = true;
            }

            await arrivals.ClearAsync(cancellation);
            await health.ScannedAsync(view, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Folder} cannot be looked through: {Why}", folder.Path, exception.Message);
            await health.BrokenAsync($"The folder {folder.Path} cannot be looked through: {exception.Message.TrimEnd('.')}. See to it, or choose another; it is tried again by itself.", cancellation);
        }
    }

    private void Make()
    {
        if (Directory.Exists(folder.Path))
        {
            return;
        }

        // More than the last folder of the path is not made: where the one above is missing too, a disk is not mounted or the path is wrong.
        if (!Directory.Exists(Path.GetDirectoryName(folder.Path)))
        {
            throw new DirectoryNotFoundException("it is missing, and so is the folder above it");
        }

        Directory.CreateDirectory(folder.Path);
        inbox.Rescan();
    }

    // A checksum that comes or changes is news of the file that it stands beside.
    private static string FileOf(string path) => FileNames.OfChecksum(path) is { } ending ? path[..^ending.Length] : path;

    private TimeSpan NextWake()
    {
        var at = _scanWanted ? _lastScan + Breath : NextScan;
        var wake = (arrivals.NextWake() is { } due && due < at ? due : at) - time.GetUtcNow();
        return wake > TimeSpan.Zero ? wake : TimeSpan.FromMilliseconds(1);
    }
}
