using System.Text;
using System.Text.RegularExpressions;
using Virtool.Files.Native;
using Virtool.Files.Watching;

namespace Virtool.Files.Importing;

/// <summary>
/// The checksums that lie beside a file: its name and <c>.md5</c> or <c>.sha256</c>. They hold the checksum alone, or lines as <c>md5sum</c> and
/// <c>sha256sum</c> write them (checksum, two spaces or a space and <c>*</c>, name), or as with <c>--tag</c> (<c>MD5 (name) = checksum</c>).
/// </summary>
internal static partial class Checksums
{
    // More than any list of the checksums of a run.
    private const int Longest = 1024 * 1024;

    /// <summary>How their names end.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".sha256", ".md5"];

    /// <summary>Those beside a file now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="folder">The folder that no link may lead out of; null: any.</param>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static IReadOnlyList<Checksum> Beside(string path, string? folder) =>
        [.. Endings.Where(ending => FileIdentity.Of(path + ending) is not null).Select(ending => Read(path, ending, folder))];

    /// <summary>The files of a folder that the checksums in a file speak of; null where not every line is understood, or speaks of a file elsewhere.</summary>
    /// <param name="folder">The folder that no link may lead out of.</param>
    /// <param name="path">The checksums' file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<string>? FilesOf(string folder, string path)
    {
        if (FileIdentity.Of(path) is not { Size: <= Longest })
        {
            return null;
        }

        var own = path[..path.LastIndexOf('.')];
        var lines = Lines(Text(path, folder)).Where(line => line[0] is not ('#' or ';')).ToList();

        // A line alone is the checksum of the file that it stands beside, whatever that was called before.
        if (lines.Count == 1 && FileNames.TypeOf(Path.GetFileName(own.AsSpan())) is not null)
        {
            return Match(lines[0]) is null ? null : [own];
        }

        var files = lines.Select(line => Match(line)?.Groups["name"] is { Length: > 0 } name ? Path.GetFullPath(name.Value, Path.GetDirectoryName(path)!) : null).ToList();
        return files.TrueForAll(file => file?.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) is true) ? [.. files.OfType<string>().Distinct(StringComparer.Ordinal)] : null;
    }

    /// <summary>Says which contents the checksums beside a file have: another text when one comes, changes or goes.</summary>
    public static string StampOf(string path)
    {
        try
        {
            return string.Join(' ', Endings.Select(ending => FileIdentity.Of(path + ending)?.Text ?? "-"));
        }
        catch (IOException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What the text of a checksum's file says of a file; null: nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="isMd5">MD5, of 32 hex digits; else SHA-256, of 64.</param>
    public static string? Find(string text, string name, bool isMd5)
    {
        var length = isMd5 ? 32 : 64;
        var found = new List<(string Sum, string? Name)>();
        foreach (var line in Lines(text))
        {
            if (Match(line) is { } match && match.Groups["sum"].Length == length)
            {
                found.Add((match.Groups["sum"].Value.ToLowerInvariant(), match.Groups["name"] is { Length: > 0 } named ? Path.GetFileName(named.Value) : null));
            }
        }

        // A line of another name alone is the sum of the file as it was called before.
        return found.Find(one => one.Name == name).Sum ?? (found.Count == 1 ? found[0].Sum : null);
    }

    private static Checksum Read(string path, string ending, string? folder)
    {
        var name = Path.GetFileName(path);
        var isMd5 = ending == ".md5";
        return new Checksum(ReadsName.Safe(name + ending), isMd5, Find(Text(path + ending, folder), name, isMd5));
    }

    private static string Text(string path, string? folder)
    {
        using var reader = new StreamReader(folder is null ? Libc.OpenRead(path) : Beneath.OpenRead(folder, path), Encoding.UTF8);
        var text = new char[Longest];
        return new string(text, 0, reader.ReadBlock(text));
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Match? Match(string line) => SumFirst().Match(line) is { Success: true } plain ? plain : NameFirst().Match(line) is { Success: true } named ? named : null;

    [GeneratedRegex(@"^\\?(?<sum>[0-9A-Fa-f]{32,64})(\s+\*?(?<name>.+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex SumFirst();

    [GeneratedRegex(@"^\S+ ?\((?<name>.+)\) ?= ?(?<sum>[0-9A-Fa-f]{32,64})$", RegexOptions.ExplicitCapture)]
    private static partial Regex NameFirst();
}
