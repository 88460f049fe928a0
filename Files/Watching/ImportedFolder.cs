using System.Globalization;
using Virtool.Files.Native;

namespace Virtool.Files.Watching;

/// <summary>The folder below a watched one where originals of imported files are moved.</summary>
/// <param name="folder">The watched folder's path.</param>
internal sealed class ImportedFolder(string folder)
{
    private readonly string _imported = Path.Combine(folder, FolderScan.Imported);

    /// <summary>Moves a file there, by its name below the folder, never over another; gives where it lies now.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The server may not.</exception>
    public string Take(string path)
    {
        var name = Path.GetRelativePath(folder, path);
        var target = Path.Combine(_imported, name);
        for (var number = 2; ; number++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Move(path, target))
            {
                return target;
            }

            target = Path.Combine(_imported, number.ToString(CultureInfo.InvariantCulture), name);
        }
    }

    /// <summary>Moves; false where the target is taken.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static bool Move(string path, string target)
    {
        if (OperatingSystem.IsLinux() && Libc.TryRename(path, target) is { } renamed)
        {
            return renamed;
        }

        if (File.Exists(target))
        {
            return false;
        }

        File.Move(path, target);
        return true;
    }
}
