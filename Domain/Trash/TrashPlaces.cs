using Virtool.Domain.Files;

namespace Virtool.Domain.Trash;

/// <summary>Moves files and folders to the trash and back: by rename, so that they are never half in either place.</summary>
/// <param name="data">The data folder.</param>
public sealed class TrashPlaces(DataFolder data)
{
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>Where it lay, absolute.</summary>
    public string From(TrashItem item) => Path.Combine(data.Root, item.From);

    /// <summary>Where it is brought back to, absolute.</summary>
    public string Back(TrashItem item) => Path.Combine(data.Root, item.BackTo ?? item.From);

    /// <summary>Where it lies, absolute.</summary>
    public string Place(TrashItem item) => Path.Combine(data.Trash, item.Place);

    /// <summary>Below the data folder, with <c>/</c>.</summary>
    /// <exception cref="ArgumentException">It does not lie in the data folder.</exception>
    public string Relative(string path)
    {
        var relative = Path.GetRelativePath(data.Root, path).Replace(Path.DirectorySeparatorChar, '/');
        return relative != "." && !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative)
            ? relative
            : throw new ArgumentException("Only what lies in the data folder goes to its trash.", nameof(path));
    }

    /// <summary>Whether there is a file or a folder, or a link.</summary>
    public static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Bytes of a file, or of all in a folder; 0 where there is none.</summary>
    public static long SizeOf(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? new FileInfo(path).Length : 0;
        }

        var size = 0L;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", All))
        {
            size += file.Exists ? file.Length : 0;
        }

        return size;
    }

    /// <summary>Moves it to the trash, where it is not there yet; false where it is in neither place.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public bool Take(TrashItem item) => Move(From(item), Place(item));

    /// <summary>Moves it back, where it is not back yet; false where it is in neither place.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public bool Return(TrashItem item) => Move(Place(item), Back(item));

    /// <summary>Undoes <see cref="Return"/>, where it was done.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public bool Undo(TrashItem item) => Move(Back(item), Place(item));

    /// <summary>Removes what lies in the trash of it.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Remove(TrashItem item)
    {
        var folder = Path.GetDirectoryName(Place(item))!;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Folders of the trash with nothing in them.</summary>
    public IReadOnlyList<string> EmptyFolders() =>
        Directory.Exists(data.Trash) ? [.. Directory.EnumerateDirectories(data.Trash).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any())] : [];

    // Either of two may be at the same work, the one that was told to and the one that settles what was left: whoever comes second finds it done.
    private static bool Move(string from, string to)
    {
        if (IsThere(to) || !IsThere(from))
        {
            return IsThere(to);
        }

        var (left, entered) = (Path.GetDirectoryName(from)!, Path.GetDirectoryName(to)!);
        Directory.CreateDirectory(entered);
        try
        {
            if (Directory.Exists(from) && new DirectoryInfo(from).LinkTarget is null)
            {
                Directory.Move(from, to);
            }
            else
            {
                File.Move(from, to);
            }
        }
        catch (IOException) when (IsThere(to) && !IsThere(from))
        {
            // Done by another.
        }

        DurableFolder.Sync(entered);
        DurableFolder.Sync(Path.GetDirectoryName(entered)!);
        DurableFolder.Sync(left);
        return true;
    }
}
