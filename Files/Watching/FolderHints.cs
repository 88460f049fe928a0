using Microsoft.Extensions.Logging;

namespace Virtool.Files.Watching;

/// <summary>
/// Passes on what the system tells of a folder. It is never complete, and breaks: then it is built anew, after a while, and the folder looked
/// through. Without it the folder is still looked through regularly; so is one that is polled, of which the system is not asked.
/// </summary>
internal sealed class FolderHints(string folder, FolderScan scan, FolderPace pace, Inbox inbox, FolderHealth health, FilesOptions options, TimeProvider time, ILogger logger)
{
    private const int Buffer = 64 * 1024;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var delay = options.RetryDelay;
        while (true)
        {
            // A folder that is not there is the desk's to report, and to make.
            if (!pace.IsPolled && Directory.Exists(folder))
            {
                var started = time.GetTimestamp();
                await SayAsync(await ListenAsync(cancellation), cancellation);
                delay = time.GetElapsedTime(started) > options.RescanInterval ? options.RetryDelay : Longer(delay);
            }

            if (!pace.IsPolled)
            {
                inbox.Rescan();
            }

            await Task.Delay(delay, time, cancellation);
        }
    }

    private Task SayAsync(string why, CancellationToken cancellation)
    {
        logger.LogWarning("Changes in {Folder} are not told at the moment: {Why}", folder, why);
        return health.IsDeafAsync(
            $"The system does not tell of new files at the moment ({why.TrimEnd('.')}). The folder is looked through every {Words(options.RescanInterval)} all the same.", cancellation);
    }

    private async Task<string> ListenAsync(CancellationToken cancellation)
    {
        var broken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            using var watcher = Watch(broken);
            using var closings = OperatingSystem.IsLinux() ? new Inotify(folder, scan, inbox, exception => broken.TrySetResult(exception.Message)) : null;
            await health.ListensAsync(cancellation);
            inbox.Rescan();
            return await broken.Task.WaitAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private FileSystemWatcher Watch(TaskCompletionSource<string> broken)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = Buffer,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, change) => Tell(change.FullPath, mayBeFolder: true);
        watcher.Changed += (_, change) => Tell(change.FullPath, mayBeFolder: false);
        watcher.Deleted += (_, change) => Tell(change.FullPath, mayBeFolder: false);
        watcher.Renamed += (_, change) =>
        {
            Tell(change.OldFullPath, mayBeFolder: false);
            Tell(change.FullPath, mayBeFolder: true);
        };
        watcher.Error += (_, error) => Report(error.GetException(), broken);
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Report(Exception exception, TaskCompletionSource<string> broken)
    {
        if (exception is InternalBufferOverflowException)
        {
            inbox.Rescan();
            return;
        }

        broken.TrySetResult(exception.Message);
    }

    private void Tell(string path, bool mayBeFolder)
    {
        var name = Path.GetFileName(path.AsSpan());
        if (FileNames.TypeOf(name) is not null || FileNames.IsCompanion(name))
        {
            inbox.Hint(path);
        }
        else if (mayBeFolder && Directory.Exists(path))
        {
            inbox.Rescan();
        }
    }

    private TimeSpan Longer(TimeSpan delay)
    {
        var longest = options.RescanInterval > options.RetryDelay ? options.RescanInterval : options.RetryDelay;
        return delay * 2 < longest ? delay * 2 : longest;
    }

    private static string Words(TimeSpan time) => time.TotalSeconds <= 1 ? "second" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds");
}
