using Microsoft.Extensions.Logging;
using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>
/// One watched folder: a loop that looks at what hints point to, looks through all of it regularly, and hands files that are quiet and whole
/// to the <see cref="Arrivals"/>. All that it knows can be had again from the folder and the imports.
/// </summary>
internal sealed class FolderDesk(WatchedFolder folder, Inbox inbox, Arrivals arrivals, FolderHealth health, FilesOptions options, TimeProvider time, ILogger logger)
{
    // Between two looks through everything that hints ask for: a folder of thousands of files takes a while.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    private DateTimeOffset _nextScan;
    private bool _scanned;
    private bool _scanWanted = true;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await StepAsync(cancellation);
            await inbox.WaitAsync(NextWake(), time, cancellation);
        }
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        var notes = inbox.Take();
        foreach (var order in notes.Done)
        {
            await arrivals.FinishAsync(order, cancellation);
        }

        _scanWanted |= notes.Rescan;
        var now = time.GetUtcNow();
        if (now >= _nextScan || (_scanWanted && now >= _nextScan - options.RescanInterval + Breath))
        {
            _scanWanted = false;
            _nextScan = now + options.RescanInterval;
            await ScanAsync(cancellation);
        }
        else
        {
            await arrivals.LookAsync([.. notes.Paths.Where(path => FolderScan.Covers(folder.Path, path))], cancellation);
        }

        await arrivals.AdvanceAsync(cancellation);
    }

    private async Task ScanAsync(CancellationToken cancellation)
    {
        try
        {
            Make();
            var found = FolderScan.Reads(folder.Path).ToHashSet(StringComparer.Ordinal);
            await arrivals.LookAsync([.. found.Union(arrivals.Paths)], cancellation);
            if (!_scanned)
            {
                await arrivals.ForgetOthersAsync(cancellation);
                _scanned = true;
            }

            await health.FolderAsync(null, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Folder} cannot be looked through: {Why}", folder.Path, exception.Message);
            await health.FolderAsync($"The folder {folder.Path} cannot be looked through: {exception.Message.TrimEnd('.')}. See to it, or choose another; it is tried again by itself.", cancellation);
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

    private TimeSpan NextWake()
    {
        var at = _scanWanted ? _nextScan - options.RescanInterval + Breath : _nextScan;
        var wake = (arrivals.NextWake() is { } due && due < at ? due : at) - time.GetUtcNow();
        return wake > TimeSpan.Zero ? wake : TimeSpan.FromMilliseconds(1);
    }
}
