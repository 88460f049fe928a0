using System.Globalization;
using System.Text;

namespace Virtool.Data.Queries;

/// <summary>The form of a text in which <see cref="Filter.Contains"/> compares, and in which documents keep what they are searched by.</summary>
public static class Fold
{
    /// <summary>
    /// Without case and accents: Unicode's compatibility decomposition (UAX #15, NFKD), without nonspacing marks, in lower case of no culture.
    /// A text ends at its first NUL character, as engines written in C have it.
    /// </summary>
    public static string Text(string text)
    {
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var end)
        {
            text = text[..end];
        }

        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return folded.ToString();
    }

    /// <summary>Halves of surrogate pairs cannot be normalised, nor stored: they become U+FFFD.</summary>
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
