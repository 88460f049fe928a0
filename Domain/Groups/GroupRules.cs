using System.Globalization;
using System.Text;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Groups;

/// <summary>Rules of groups that need no database.</summary>
public static class GroupRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 64;

    /// <summary>Words that stand for something else where a group is named.</summary>
    private static readonly string[] Reserved = ["NONE", Principals.Everyone.ToUpperInvariant()];

    /// <summary>Whether people can read and write the name: whole characters of Unicode, and none that cannot be seen or that turns the text around.</summary>
    public static bool IsReadable(string name) => name.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    /// <summary>The name as it is kept: composed, without space around it, and with one space where there are several.</summary>
    /// <param name="name">A readable name.</param>
    public static string Tidy(string name) =>
        string.Join(' ', name.Normalize(NormalizationForm.FormC).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The name in the form by which it is unique: without regard to case and to Unicode's compatible forms, such as wide letters.</summary>
    /// <param name="name">A readable name.</param>
    public static string Normalized(string name) => Tidy(name.Normalize(NormalizationForm.FormKC)).ToUpperInvariant().Normalize(NormalizationForm.FormKC);

    /// <summary>Whether the name stands for something else where a group is named.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(Normalized(name), StringComparer.Ordinal);
}
