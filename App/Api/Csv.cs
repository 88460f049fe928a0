using System.Buffers;
using System.Text;

namespace Virtool.App.Api;

/// <summary>Lines of CSV (RFC 4180) that a spreadsheet shows as they are.</summary>
internal static class Csv
{
    /// <summary>
    /// What a spreadsheet takes for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection), in full width too: such a
    /// cell gets an apostrophe before it, which shows that it is text.
    /// </summary>
    private const string Formula = "=+-@\t\r\n＝＋－＠|%";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;\t");

    /// <summary>A line, without its end.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>A line, without its end, in which every text is quoted and numbers are not.</summary>
    public static string Row(IEnumerable<object> cells) => string.Join(
        ',',
        cells.Select(cell => cell is string text
            ? $"\"{(text.Length > 0 && IsFormula(text) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(Quoted) < 0 && safe[0] != ' ' && safe[^1] != ' ' ? safe : new StringBuilder("\"").Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }

    // Spreadsheets leave out spaces, and the mark of an encoding, before a formula.
    private static bool IsFormula(string text) => Formula.Contains(text[0], StringComparison.Ordinal) || (text.TrimStart(' ', '\u00a0', '\ufeff') is [var first, ..] && Formula.Contains(first, StringComparison.Ordinal));
}
