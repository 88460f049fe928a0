using Virtool.Data.Collections;
using Virtool.Data.Store;
using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>Keeps on a watched folder's document how it is watched, what is wrong with it, and what lies in it that is not taken. Written only when it changes.</summary>
internal sealed class FolderHealth(string folderId, FolderPace pace, Collection<WatchedFolder> folders, Collection<FolderListing> listings, TimeProvider time)
{
    // That it was looked through is no news that every page must hear at once.
    private static readonly TimeSpan ScansWritten = TimeSpan.FromSeconds(50);

    private readonly Lock _lock = new();
    private string? _folder;
    private string? _watcher;
    private bool _isListening;
    private DateTimeOffset? _scannedAt;
    private int _unknown;
    private IReadOnlyList<UnknownFile>? _listed;

    /// <summary>The folder cannot be looked through, and why.</summary>
    public Task BrokenAsync(string problem, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _folder = problem;
        }

        return WriteAsync(cancellation);
    }

    /// <summary>Changes are told from now on.</summary>
    public Task ListensAsync(CancellationToken cancellation) => SayAsync(null, isListening: true, cancellation);

    /// <summary>Changes are not told, and why.</summary>
    public Task IsDeafAsync(string problem, CancellationToken cancellation) => SayAsync(problem, isListening: false, cancellation);

    /// <summary>It was looked through.</summary>
    public async Task ScannedAsync(FolderView view, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _folder = null;
            _scannedAt = time.GetUtcNow();
            _unknown = view.UnknownCount;
        }

        await ListAsync(view.Unknown(), cancellation);
        await WriteAsync(cancellation);
    }

    private Task SayAsync(string? problem, bool isListening, CancellationToken cancellation)
    {
        lock (_lock)
        {
            (_watcher, _isListening) = (problem, isListening);
        }

        return WriteAsync(cancellation);
    }

    private async Task ListAsync(IReadOnlyList<UnknownFile> unknown, CancellationToken cancellation)
    {
        if (_listed is not null && unknown.SequenceEqual(_listed))
        {
            return;
        }

        try
        {
            var before = await listings.GetAsync(folderId, cancellation);
            if (before is null && unknown.Count > 0)
            {
                await listings.InsertAsync(new FolderListing { Id = folderId, Files = unknown }, cancellation);
            }
            else if (before is not null && !unknown.SequenceEqual(before.Files))
            {
                await listings.ReplaceAsync(before with { Files = unknown }, cancellation);
            }

            _listed = unknown;
        }
        catch (DuplicateException)
        {
            // Another desk of the folder was faster: it is compared again at the next look.
        }
    }

    private Task<WatchedFolder?> WriteAsync(CancellationToken cancellation) => folders.UpdateAsync(folderId, Current, cancellation);

    private WatchedFolder Current(WatchedFolder folder)
    {
        lock (_lock)
        {
            var state = State();
            var scanned = folder.ScannedAt is { } at && _scannedAt - at < ScansWritten ? at : _scannedAt ?? folder.ScannedAt;
            return folder with
            {
                State = state,
                StateSince = folder.State == state ? folder.StateSince ?? time.GetUtcNow() : time.GetUtcNow(),
                Problem = _folder ?? _watcher,
                ScannedAt = scanned,
                UnknownCount = _scannedAt is null ? folder.UnknownCount : _unknown,
            };
        }
    }

    private FolderState State()
    {
        if (_folder is not null)
        {
            return FolderState.Broken;
        }

        return pace.IsPolled || !_isListening ? FolderState.Polling : FolderState.Watching;
    }
}
