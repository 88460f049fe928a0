using System.IO.Enumeration;

namespace Virtool.Files.Watching;

/// <summary>Looks through a folder. Links are not followed, and names with a leading dot left out, folders too.</summary>
internal static class FolderScan
{
    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint,
    };

    /// <summary>The paths of all files that are taken for reads.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IEnumerable<string> Reads(string folder) =>
        new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), Options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && ReadsName.IsTaken(entry.FileName),
        };

    /// <summary>Every folder below a folder.</summary>
    public static IEnumerable<string> FoldersBelow(string folder) =>
        new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), Options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory,
        };

    /// <summary>Whether a path lies below a folder, by no folder with a leading dot.</summary>
    public static bool Covers(string folder, string path)
    {
        var name = Path.GetRelativePath(folder, path);
        return !name.StartsWith("..", StringComparison.Ordinal)
            && !name.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'));
    }
}
