using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Virtool.Domain.Links;
using Virtool.Domain.Watching;

namespace Virtool.Domain.Labels;

/// <summary>Rules of labels that need no database.</summary>
public static partial class LabelRules
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = ImportRuleValidator.LongestLabel;

    /// <summary>Most characters of a description.</summary>
    public const int LongestDescription = 500;

    private const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The colours that labels are given by themselves: each can be told from its neighbours, and is read on white and on black.</summary>
    public static IReadOnlyList<string> Palette { get; } =
        ["#3b82f6", "#16a34a", "#d97706", "#dc2626", "#9333ea", "#0d9488", "#db2777", "#65a30d", "#4f46e5", "#a16207", "#0891b2", "#6b7280"];

    /// <summary>Whether it is a colour as <c>#rrggbb</c>.</summary>
    public static bool IsColor(string text) => ColorText().IsMatch(text);

    /// <summary>What labels are told apart and sorted by.</summary>
    public static string LowerName(string name) => name.Trim().ToLowerInvariant();

    /// <summary>A label of this name.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">What it says.</param>
    /// <param name="user">Who makes it.</param>
    /// <param name="now">The time.</param>
    public static Label Create(string id, string name, Link user, DateTimeOffset now) => new()
    {
        Id = id,
        Name = name.Trim(),
        LowerName = LowerName(name),
        Color = Palette[Hash(name)[0] % Palette.Count],
        CreatedAt = now,
        User = user,
    };

    /// <summary>An id that is the same whenever it is made of the same name, for what may run again.</summary>
    public static string IdOf(string name) => string.Concat(Hash(name).Take(8).Select(part => Alphabet[part % Alphabet.Length]));

    private static byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(LowerName(name)));

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$", RegexOptions.NonBacktracking)]
    private static partial Regex ColorText();
}
