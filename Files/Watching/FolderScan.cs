using System.IO.Enumeration;
using Virtool.Domain.Files;
using Virtool.Domain.Watching;
using Virtool.Files.Native;

namespace Virtool.Files.Watching;

/// <summary>
/// Looks through a watched folder as it is set. Links are not followed, and names with a leading dot left out, folders too; so is the folder
/// <see cref="Imported"/>, where originals are moved.
/// </summary>
internal sealed class FolderScan(WatchedFolder folder)
{
    /// <summary>Where originals of imported files are moved, below the watched folder.</summary>
    public const string Imported = "imported";

    // What stands for bytes of a name that are no UTF-8.
    private const char Replacement = '\uFFFD';

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = 0,
    };

    private readonly string _imported = Path.Combine(folder.Path, Imported);

    /// <summary>What lies in it now.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public FolderView Look()
    {
        var view = new FolderView(folder.Path);
        foreach (var (path, why) in new FileSystemEnumerable<(string Path, string? Why)>(folder.Path, Judge, Options)
        {
            ShouldIncludePredicate = Concerns,
            ShouldRecursePredicate = Enters,
        })
        {
            view.Add(path, why);
        }

        return view;
    }

    /// <summary>The files of checksums that lie in it now.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IEnumerable<string> Checksums() => new FileSystemEnumerable<string>(folder.Path, (ref entry) => entry.ToFullPath(), Options)
    {
        ShouldIncludePredicate = (ref entry) => entry.FileName[0] != '.' && FileNames.OfChecksum(entry.FileName) is not null && !entry.IsDirectory && !IsUnreadableName(ref entry) && !IsLink(ref entry),
        ShouldRecursePredicate = Enters,
    };

    /// <summary>What a file is taken for; null: it is not.</summary>
    public FileType? TypeOf(string path) => FileNames.TypeOf(Path.GetFileName(path.AsSpan())) is { } type && folder.Takes.Contains(type) ? type : null;

    /// <summary>Whether a path lies where files are taken from.</summary>
    public bool Covers(string path)
    {
        var name = Path.GetRelativePath(folder.Path, path);
        var parts = name.Split(Path.DirectorySeparatorChar);
        return !parts.Any(part => part.StartsWith('.')) && (parts.Length == 1 || (folder.Subfolders && parts[0] != Imported));
    }

    /// <summary>Whether a folder below it is looked through.</summary>
    public bool CoversFolder(string path) => folder.Subfolders && path != _imported && Covers(path);

    /// <summary>Every folder below one that is looked through.</summary>
    public IEnumerable<string> FoldersBelow(string path) =>
        new FileSystemEnumerable<string>(path, (ref entry) => entry.ToFullPath(), Options)
        {
            ShouldIncludePredicate = Enters,
            ShouldRecursePredicate = Enters,
        };

    private bool Enters(ref FileSystemEntry entry) =>
        folder.Subfolders && entry.FileName[0] != '.' && !IsUnreadableName(ref entry) && !IsLink(ref entry) && entry.IsDirectory && !IsImported(ref entry);

    private bool IsImported(ref FileSystemEntry entry) => entry.FileName.SequenceEqual(Imported) && entry.ToFullPath() == _imported;

    private bool Concerns(ref FileSystemEntry entry)
    {
        if (entry.FileName[0] == '.')
        {
            return false;
        }

        if (IsUnreadableName(ref entry) || IsLink(ref entry))
        {
            return true;
        }

        return entry.IsDirectory
            ? folder.Subfolders && !IsImported(ref entry) && !Libc.MayEnter(entry.ToFullPath())
            : !FileNames.IsTemporary(entry.FileName) && !FileNames.IsCompanion(entry.FileName);
    }

    /// <summary>Why a file is not taken; null: it is.</summary>
    private (string Path, string? Why) Judge(ref FileSystemEntry entry)
    {
        var path = entry.ToFullPath();
        if (IsUnreadableName(ref entry))
        {
            return (path, "Its name is no valid text (UTF-8), so it cannot be opened by it. Rename it.");
        }

        if (IsLink(ref entry))
        {
            return (path, "It is a link, and links are not followed. Copy the file itself here.");
        }

        return (path, entry.IsDirectory ? "The server may not look into this folder. Give its user the right to read and enter it." : WhyNot(path));
    }

    private string? WhyNot(string path)
    {
        if (TypeOf(path) is not null)
        {
            return FileIdentity.Exists(path) && FileIdentity.Of(path) is null ? "It is no file but a pipe, a socket or a device." : null;
        }

        return FileNames.TypeOf(Path.GetFileName(path.AsSpan())) switch
        {
            FileType.Subtraction => "It is named as a genome (FASTA), and this folder does not take genomes. Upload it, or set the folder to take them.",
            FileType.Reads => "It is named as reads (FASTQ), and this folder does not take reads. Upload it, or set the folder to take them.",
            _ => "Its name does not end as that of a file that is imported from folders. If it is one, rename it; else take it away.",
        };
    }

    // What has just gone has all attributes.
    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes is var attributes && attributes != (FileAttributes)(-1) && (attributes & FileAttributes.ReparsePoint) != 0;

    // The replacement may stand in a valid name as well: then something can be found by it.
    private static bool IsUnreadableName(ref FileSystemEntry entry) => entry.FileName.Contains(Replacement) && !FileIdentity.Exists(entry.ToFullPath());
}
