using Virtool.Data.Collections;
using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>Keeps the sentence on a watched folder that says what is wrong with it: with the folder itself, else with what tells of changes in it.</summary>
internal sealed class FolderHealth(string folderId, Collection<WatchedFolder> folders)
{
    private readonly Lock _lock = new();
    private string? _folder;
    private string? _watcher;

    /// <summary>The folder cannot be looked through, and why; null: it can.</summary>
    public Task FolderAsync(string? problem, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _folder = problem;
        }

        return WriteAsync(cancellation);
    }

    /// <summary>Changes are not told, and why; null: they are.</summary>
    public Task WatcherAsync(string? problem, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _watcher = problem;
        }

        return WriteAsync(cancellation);
    }

    private Task<WatchedFolder?> WriteAsync(CancellationToken cancellation) => folders.UpdateAsync(folderId, folder => folder with { Problem = Current() }, cancellation);

    private string? Current()
    {
        lock (_lock)
        {
            return _folder ?? _watcher;
        }
    }
}
