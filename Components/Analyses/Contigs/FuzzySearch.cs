using System.Globalization;
using System.Text;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>
/// Finds texts by words that may be misspelt: each word must stand in one of the texts, as it is or with at most three edits in ten letters (a letter changed,
/// too many, or missing), without regard to case and accents. Words of one letter are left out.
/// </summary>
public sealed class FuzzySearch
{
    private const int LeastLetters = 2;

    /// <summary>Edits in each letter of a word, as the client of the original has it: a threshold of 0.3.</summary>
    private const double Threshold = 0.3;

    private readonly IReadOnlyList<(string Word, Dictionary<string, bool> Known)> _words;

    /// <summary>Of what was typed.</summary>
    public FuzzySearch(string text) =>
        _words = [.. Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= LeastLetters).Select(word => (word, new Dictionary<string, bool>(StringComparer.Ordinal)))];

    /// <summary>Nothing is searched for.</summary>
    public bool IsEmpty => _words.Count == 0;

    /// <summary>Each word stands in one of the texts, or, spelt as it is, in one of the titles.</summary>
    public bool Finds(IEnumerable<string> texts, params string[] titles)
    {
        var all = texts as IReadOnlyCollection<string> ?? [.. texts];
        return _words.All(word => titles.Any(title => title.Contains(word.Word, StringComparison.OrdinalIgnoreCase)) || all.Any(text => Stands(word.Word, word.Known, text)));
    }

    private static bool Stands(string word, Dictionary<string, bool> known, string text)
    {
        if (!known.TryGetValue(text, out var stands))
        {
            var folded = Fold(text);
            known[text] = stands = folded.Contains(word, StringComparison.Ordinal) || Edits(word, folded) <= (int)(Threshold * word.Length);
        }

        return stands;
    }

    /// <summary>The fewest edits that make a word of a part of a text: Sellers, The theory and computation of evolutionary distances, 1980.</summary>
    private static int Edits(string word, string text)
    {
        Span<int> column = word.Length < 256 ? stackalloc int[word.Length + 1] : new int[word.Length + 1];
        for (var at = 0; at <= word.Length; at++)
        {
            column[at] = at;
        }

        var least = word.Length;
        foreach (var letter in text)
        {
            var diagonal = 0;
            for (var at = 1; at <= word.Length; at++)
            {
                var changed = diagonal + (word[at - 1] == letter ? 0 : 1);
                diagonal = column[at];
                column[at] = Math.Min(changed, Math.Min(column[at], column[at - 1]) + 1);
            }

            least = Math.Min(least, column[word.Length]);
        }

        return least;
    }

    /// <summary>Small letters without accents.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
        {
            folded.Append(char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }
}
