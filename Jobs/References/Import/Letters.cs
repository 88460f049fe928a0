using System.Buffers;
using System.Text;
using Virtool.Domain.Otus;

namespace Virtool.Jobs.References.Import;

/// <summary>Nucleotides as they stand in files: letters of either case, with white space anywhere.</summary>
internal static class Letters
{
    private static readonly SearchValues<byte> Clean = SearchValues.Create(Encoding.ASCII.GetBytes(OtuRules.Letters));
    private static readonly SearchValues<byte> Taken = SearchValues.Create(Encoding.ASCII.GetBytes(OtuRules.Letters + OtuRules.Letters.ToLowerInvariant() + " \t\r\n"));

    /// <summary>The letters in upper case and without white space; and how many they are.</summary>
    /// <param name="text">As they stand, in ASCII.</param>
    /// <param name="keep">False: the letters are not wanted, only how many.</param>
    /// <param name="strange">The first that is none; null: all are letters.</param>
    public static (string Kept, int Length) Read(ReadOnlySpan<byte> text, bool keep, out Rune? strange)
    {
        strange = null;
        if (!text.ContainsAnyExcept(Clean))
        {
            return (keep ? Encoding.ASCII.GetString(text) : "", text.Length);
        }

        if (text.IndexOfAnyExcept(Taken) is >= 0 and var at)
        {
            Rune.DecodeFromUtf8(text[at..], out var letter, out _);
            strange = letter;
            return ("", 0);
        }

        var length = text.Length;
        foreach (var blank in " \t\r\n"u8)
        {
            length -= text.Count(blank);
        }

        return (keep ? OtuRules.Clean(Encoding.ASCII.GetString(text)) : "", length);
    }

    /// <summary>A character as people read it within a sentence.</summary>
    public static string Called(Rune letter) => Rune.IsControl(letter) ? $"the character U+{letter.Value:X4}" : $"\"{letter}\"";
}
