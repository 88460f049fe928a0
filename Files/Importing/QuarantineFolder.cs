using System.Globalization;
using Virtool.Domain.Files;

namespace Virtool.Files.Importing;

/// <summary>Where refused files lie. Nothing is ever deleted or overwritten there.</summary>
internal sealed class QuarantineFolder(DataFolder data)
{
    /// <summary>Moves a file aside: to a folder with the import's id, by its own name or another.</summary>
    /// <exception cref="IOException">The disk refused; the file is where it was.</exception>
    public void Take(string path, string importId, string? name = null)
    {
        name ??= Path.GetFileName(path);
        var target = Path.Combine(Of(importId), name);
        for (var number = 2; File.Exists(target); number++)
        {
            target = Path.Combine(Of(importId), number.ToString(CultureInfo.InvariantCulture), name);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target);
    }

    /// <summary>Where the file of an import lies, if it was refused.</summary>
    public string Of(string importId) => Path.Combine(data.Quarantine, importId);

    /// <summary>The file of an import; null where none lies here. Of several that were refused one after the other, the last.</summary>
    public string? FileOf(string importId) => Directory.Exists(Of(importId))
        ? Directory.EnumerateFiles(Of(importId), "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length).ThenByDescending(path => path, StringComparer.Ordinal).FirstOrDefault()
        : null;

    /// <summary>Whether there is a folder for an import: its file lies there, or is on its way to there or back.</summary>
    public bool Holds(string importId) => Directory.Exists(Of(importId));

    /// <summary>The imports that have a folder here.</summary>
    public IReadOnlyList<string> All() => Directory.Exists(data.Quarantine) ? [.. Directory.EnumerateDirectories(data.Quarantine).Select(path => Path.GetFileName(path))] : [];

    /// <summary>
    /// Moves the file of an import back to where it came from, never over another. On another volume it is copied, under a name that nobody
    /// takes for a whole file: begun again, it is finished.
    /// </summary>
    /// <exception cref="IOException">The disk refused; or something lies there. The file is here still.</exception>
    public void Return(string importId, string target)
    {
        if (File.Exists(target))
        {
            throw new IOException($"{Path.GetFileName(target)} lies there already");
        }

        var folder = Path.GetDirectoryName(target)!;
        var part = Path.Combine(folder, $".{importId}.part");
        Directory.CreateDirectory(folder);
        if (FileOf(importId) is { } file)
        {
            File.Move(file, part, overwrite: true);
        }

        File.Move(part, target);
        Directory.Delete(Of(importId), recursive: !Directory.EnumerateFiles(Of(importId), "*", SearchOption.AllDirectories).Any());
    }
}
