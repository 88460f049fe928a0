using System.Globalization;
using Virtool.Domain.Files;

namespace Virtool.Files.Importing;

/// <summary>Where refused files lie. Nothing is ever deleted or overwritten there.</summary>
internal sealed class QuarantineFolder(DataFolder data)
{
    /// <summary>Moves a file aside: to a folder with the import's id, by its own name.</summary>
    /// <exception cref="IOException">The disk refused; the file is where it was.</exception>
    public void Take(string path, string importId)
    {
        var folder = Path.Combine(data.Quarantine, importId);
        var target = Path.Combine(folder, Path.GetFileName(path));
        for (var number = 2; File.Exists(target); number++)
        {
            target = Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture), Path.GetFileName(path));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target);
    }
}
