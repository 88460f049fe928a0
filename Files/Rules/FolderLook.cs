using Virtool.Domain.Watching;
using Virtool.Files.Rules.Sheets;
using Virtool.Files.Watching;

namespace Virtool.Files.Rules;

/// <summary>What lies in a watched folder beside the imports, looked at once: markers of sequencers, and files that are yet to be imported.</summary>
/// <param name="folder">The watched folder.</param>
/// <param name="sheets">Its sheets.</param>
/// <param name="coming">What of it is on its way.</param>
internal sealed class FolderLook(WatchedFolder folder, FolderSheets sheets, ComingFiles coming)
{
    private readonly Dictionary<string, bool> _complete = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ILookup<string, string>> _names = new(StringComparer.Ordinal);

    /// <summary>The watched folder.</summary>
    public WatchedFolder Folder => folder;

    /// <summary>Its sheets.</summary>
    public FolderSheets Sheets => sheets;

    /// <summary>What of it is on its way.</summary>
    public ComingFiles Coming => coming;

    /// <summary>Whether a marker says that all of the run that a file belongs to is there: in its folder, or in one above it up to the watched one.</summary>
    /// <param name="name">The import's, below the folder.</param>
    public bool IsComplete(string name) => IsCompleteFolder(FolderOf(name));

    /// <summary>The names of the files that lie there with the same <see cref="MateName.Pair"/>, as imports have them.</summary>
    public IEnumerable<string> Beside(string name)
    {
        var below = FolderOf(name);
        if (!_names.TryGetValue(below, out var names))
        {
            names = _names[below] = NamesIn(below).ToLookup(other => MateName.Parse(other).Pair, StringComparer.Ordinal);
        }

        return names[MateName.Parse(name).Pair];
    }

    private bool IsCompleteFolder(string below)
    {
        if (!_complete.TryGetValue(below, out var complete))
        {
            complete = Array.Exists(RunFolders.Markers, marker => File.Exists(Path.Combine(folder.Path, below, marker)))
                || (below.Length > 0 && IsCompleteFolder(FolderOf(below.TrimEnd('/'))));
            _complete[below] = complete;
        }

        return complete;
    }

    private IReadOnlyList<string> NamesIn(string below)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(Path.Combine(folder.Path, below))
                    .Where(path => ReadsName.IsTaken(Path.GetFileName(path)) && FileIdentity.Of(path) is not null)
                    .Select(path => ReadsName.Below(folder.Path, path)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that went, or cannot be read, brings no more files.
            return [];
        }
    }

    // With its slash at the end; empty for the watched folder itself.
    private static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];
}
