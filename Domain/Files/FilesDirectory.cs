using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Files;

/// <summary>
/// Whether the files directory is there. A file in it, the marker, says whose it is: where a disk is not mounted the folder is there, and empty,
/// and what would be written into it would lie below the disk. Everybody who writes there, takes from there, or concludes something from what is
/// in it asks here. Safe for threads.
/// </summary>
/// <param name="data">Where it is.</param>
/// <param name="settings">Know the server's id, and whether the directory was ever marked.</param>
/// <param name="files">What should be in it.</param>
public sealed class FilesDirectory(DataFolder data, SettingsService settings, Collection<StoredFile> files)
{
    /// <summary>The marker's name; its content is the server's id.</summary>
    public const string Marker = ".virtool";

    private readonly Lock _lock = new();
    private DirectoryState _now = new(DirectoryFault.None, null);
    private string? _id;
    private bool _isNew;

    /// <summary>It is there again, or not any more, or for another reason. Told on any thread: who listens is quick.</summary>
    public event EventHandler? Changed;

    /// <summary>As it was when it was last looked at; there, before that.</summary>
    public DirectoryState Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>Looks at the marker now. The settings are asked until the directory was seen with this server's marker once: a server never has another id.</summary>
    public async Task<DirectoryState> LookAsync(CancellationToken cancellation = default)
    {
        var marker = ReadMarker();
        string? id;
        lock (_lock)
        {
            id = _id;
        }

        return See(id is null ? await JudgeAsync(marker, cancellation) : Judge(marker, id));
    }

    /// <summary>Ends what must not be done while the directory is not there.</summary>
    /// <param name="what">The name of what is to be done, as it begins the sentence.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FilesAwayException">It is not there.</exception>
    public async Task DemandAsync(string what, CancellationToken cancellation = default)
    {
        if ((await LookAsync(cancellation)).WhyNot(what) is { } why)
        {
            throw new FilesAwayException(why);
        }
    }

    /// <summary>Whether a path lies in it.</summary>
    public bool Holds(string path) => Path.GetFullPath(path).StartsWith(data.Files + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private (string? Text, string? Failure) ReadMarker()
    {
        try
        {
            return (File.ReadAllText(Path.Combine(data.Files, Marker)).Trim(), null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message.TrimEnd('.'));
        }
    }

    private async Task<DirectoryState> JudgeAsync((string? Text, string? Failure) marker, CancellationToken cancellation)
    {
        var current = await settings.GetAsync(cancellation);
        if (marker is (null, null) && !current.FilesMarked)
        {
            return new DirectoryState(await IsNewAsync(cancellation) ? DirectoryFault.None : DirectoryFault.Unmarked, null);
        }

        var state = Judge(marker, current.ServerId);
        if (state.IsThere)
        {
            lock (_lock)
            {
                _id = current.ServerId;
            }
        }

        return state;
    }

    private static DirectoryState Judge((string? Text, string? Failure) marker, string? id) => marker switch
    {
        { Failure: { } failure } => new DirectoryState(DirectoryFault.Unreadable, failure),
        { Text: null } => new DirectoryState(DirectoryFault.Unmarked, null),
        _ => new DirectoryState(marker.Text == id ? DirectoryFault.None : DirectoryFault.Foreign, marker.Text),
    };

    // It never had a marker: it is new; or of a server from before there were markers, and then most of the files must be there. That is seen once.
    private async Task<bool> IsNewAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_isNew)
            {
                return true;
            }
        }

        var wanted = await files.FindAsync(Where<StoredFile>.Is(file => file.Ready, true) & Where<StoredFile>.Is(file => file.Reserved, false), cancellation);
        var isNew = wanted.Count(file => File.Exists(data.FilePath(file.Id))) * 2 >= wanted.Count;
        lock (_lock)
        {
            return _isNew |= isNew;
        }
    }

    private DirectoryState See(DirectoryState state)
    {
        bool changed;
        lock (_lock)
        {
            changed = state.Words != _now.Words;
            _now = state;
        }

        if (changed)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }

        return state;
    }
}
