using System.Text;

namespace Virtool.Files.Watching;

/// <summary>Which names are taken for reads, and how names are shown.</summary>
public static class ReadsName
{
    private static readonly string[] Endings = [".fq", ".fastq", ".fq.gz", ".fastq.gz"];

    /// <summary>
    /// Whether a file of this name is imported: it ends in <c>.fq</c>, <c>.fastq</c>, <c>.fq.gz</c> or <c>.fastq.gz</c>, in any case.
    /// A leading dot marks a name that will be another; <c>.part</c>, <c>.tmp</c>, <c>.filepart</c> and <c>~</c> at the end are other endings.
    /// </summary>
    /// <param name="name">Without its folder.</param>
    public static bool IsTaken(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[0] == '.')
        {
            return false;
        }

        foreach (var ending in Endings)
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A name without the ending that says it holds reads.</summary>
    public static string WithoutEnding(string name)
    {
        var ending = Endings.Where(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)).MaxBy(ending => ending.Length);
        return ending is null ? name : name[..^ending.Length];
    }

    /// <summary>The name of a file below a folder, with <c>/</c>, as it can be shown; different files have different names.</summary>
    public static string Below(string folder, string path)
    {
        var name = Path.GetRelativePath(folder, path);
        return Safe(Path.DirectorySeparatorChar == '/' ? name : name.Replace(Path.DirectorySeparatorChar, '/'));
    }

    /// <summary>The last part of a name below a folder.</summary>
    public static string Last(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The text with every control character, and the backslash that marks them, escaped.</summary>
    public static string Safe(string text)
    {
        if (!text.Any(NeedsEscape))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => safe.Append(@"\\"),
                _ when NeedsEscape(character) => safe.Append(@"\u").Append(((int)character).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => safe.Append(character),
            };
        }

        return safe.ToString();
    }

    // Beside control characters those that turn the direction of text, by which "gz.qf" is made to look like "fq.gz".
    private static bool NeedsEscape(char character) =>
        char.IsControl(character) || character is '\\' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
