using System.Globalization;
using System.Text;

namespace Virtool.Domain.Users.SignIn;

/// <summary>A name that somebody tried, fit to be kept and shown.</summary>
public static class TriedName
{
    /// <summary>The name without what does not show or turns the text around, cut to the length of names.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > UserDraftValidator.LongestHandle)
            {
                break;
            }

            clean.Append(IsShown(rune) ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
