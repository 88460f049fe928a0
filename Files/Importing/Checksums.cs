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

    private static readonly string[] Endings = [".sha256", ".md5"];

    /// <summary>Those beside a file now.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static IReadOnlyList<Checksum> Beside(string path) =>
        [.. Endings.Where(ending => FileIdentity.Of(path + ending) is not null).Select(ending => Read(path, ending))];

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
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = SumFirst().Match(line) is { Success: true } plain ? plain : NameFirst().Match(line);
            if (match.Success && match.Groups["sum"].Length == length)
            {
                found.Add((match.Groups["sum"].Value.ToLowerInvariant(), match.Groups["name"] is { Length: > 0 } named ? Path.GetFileName(named.Value) : null));
            }
        }

        // A line of another name alone is the sum of the file as it was called before.
        return found.Find(one => one.Name == name).Sum ?? (found.Count == 1 ? found[0].Sum : null);
    }

    private static Checksum Read(string path, string ending)
    {
        using var reader = new StreamReader(Libc.OpenRead(path + ending), Encoding.UTF8);
        var text = new char[Longest];
        var count = reader.ReadBlock(text);
        var name = Path.GetFileName(path);
        var isMd5 = ending == ".md5";
        return new Checksum(ReadsName.Safe(name + ending), isMd5, Find(new string(text, 0, count), name, isMd5));
    }

    [GeneratedRegex(@"^\\?(?<sum>[0-9A-Fa-f]{32,64})(\s+\*?(?<name>.+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex SumFirst();

    [GeneratedRegex(@"^\S+ ?\((?<name>.+)\) ?= ?(?<sum>[0-9A-Fa-f]{32,64})$", RegexOptions.ExplicitCapture)]
    private static partial Regex NameFirst();
}
