using Virtool.Domain.Watching;

namespace Virtool.Files.Watching;

/// <summary>What one look through a watched folder found.</summary>
/// <param name="folder">The folder's path.</param>
internal sealed class FolderView(string folder)
{
    private readonly SortedDictionary<string, (string Path, string Why)> _unknown = new(StringComparer.Ordinal);

    /// <summary>The paths of all files that are taken.</summary>
    public HashSet<string> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>How many are not.</summary>
    public int UnknownCount { get; private set; }

    /// <summary>Adds a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="why">Why it is not taken; null: it is.</param>
    public void Add(string path, string? why)
    {
        if (why is null)
        {
            Taken.Add(path);
            return;
        }

        UnknownCount++;
        _unknown[ReadsName.Below(folder, path)] = (path, why);
        if (_unknown.Count > FolderListing.Most)
        {
            _unknown.Remove(_unknown.Keys.Last());
        }
    }

    /// <summary>Those that are not taken, by name, as many as are listed.</summary>
    public IReadOnlyList<UnknownFile> Unknown() => [.. _unknown.Select(file => Describe(file.Key, file.Value.Path, file.Value.Why))];

    private static UnknownFile Describe(string name, string path, string why)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.LinkTarget is null
                ? new UnknownFile(name, file.Length, DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds()), why)
                : new UnknownFile(name, 0, DateTimeOffset.UnixEpoch, why);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new UnknownFile(name, 0, DateTimeOffset.UnixEpoch, why);
        }
    }
}
