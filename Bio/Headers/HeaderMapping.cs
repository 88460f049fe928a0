using System.Text.RegularExpressions;

namespace Virtool.Bio.Headers;

/// <summary>
/// Which part of the headers of a FASTA file is what. Either a pattern, as <c>{accession}|{otu}|{isolate}|{segment}</c>: places in braces and
/// between them the text that parts them; <c>*</c> is a place for what is not kept. A place goes up to the first occurrence of the text behind
/// it, the last one to the end, and places at the end may be missing. Or, between slashes, a regular expression with named groups:
/// <c>/^(?&lt;accession&gt;\S+) (?&lt;otu&gt;.+?),/</c>. Without a place for it, the accession is the header's first word.
/// </summary>
public sealed class HeaderMapping
{
    /// <summary>Most characters of a mapping.</summary>
    public const int Longest = 500;

    private const string Places = "{accession}, {otu}, {abbreviation}, {isolate}, {segment}, {host}, {definition}, {taxid}, and * for anything else";

    private readonly IReadOnlyList<(HeaderPart? Part, string Text)> _pieces = [];
    private readonly Regex? _expression;

    private HeaderMapping(string text, IReadOnlyList<(HeaderPart? Part, string Text)> pieces) => (Text, _pieces) = (text, pieces);

    private HeaderMapping(string text, Regex expression) => (Text, _expression) = (text, expression);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The mapping of headers whose parts stand in a fixed order with the same text between them.</summary>
    /// <exception cref="FormatException">It has a mistake, which the message says.</exception>
    public static HeaderMapping Of(string separator, IEnumerable<HeaderPart> parts) => Parse(TextOf(separator, parts));

    /// <summary>As <see cref="Of"/>, the pattern alone.</summary>
    public static string TextOf(string separator, IEnumerable<HeaderPart> parts) =>
        string.Join(separator, parts.Select(part => part == HeaderPart.Other ? "*" : $"{{{NameOf(part)}}}"));

    /// <summary>What is wrong with a mapping, and what to do: a sentence; null where nothing is.</summary>
    public static string? MistakeIn(string text) => Read(text, out _);

    /// <summary>Takes a mapping apart.</summary>
    /// <exception cref="FormatException">It has a mistake; the message is the sentence of <see cref="MistakeIn"/>.</exception>
    public static HeaderMapping Parse(string text) => Read(text, out var mapping) is { } mistake ? throw new FormatException(mistake) : mapping!;

    /// <summary>What a header says; null where it does not follow the mapping, or names no virus.</summary>
    /// <param name="header">The line without its <c>&gt;</c>.</param>
    public HeaderValues? Match(string header)
    {
        var values = new HeaderValues();
        if (!(_expression is null ? Cut(header, values) : Search(header, values)))
        {
            return null;
        }

        if (values[HeaderPart.Accession].Length == 0)
        {
            var end = header.AsSpan().IndexOfAny(' ', '\t');
            values.Set(HeaderPart.Accession, end < 0 ? header : header.AsSpan(0, end));
        }

        return values[HeaderPart.Otu].Length > 0 ? values : null;
    }

    /// <summary>The word for a part in patterns and as the name of a group.</summary>
    public static string NameOf(HeaderPart part) => part.ToString().ToLowerInvariant();

    private bool Cut(string header, HeaderValues values)
    {
        var rest = header.AsSpan();
        for (var at = 0; at < _pieces.Count; at++)
        {
            var (part, text) = _pieces[at];
            if (part is null)
            {
                if (!rest.StartsWith(text, StringComparison.Ordinal))
                {
                    return rest.IsEmpty && at > 0;
                }

                rest = rest[text.Length..];
                continue;
            }

            var end = at + 1 < _pieces.Count ? rest.IndexOf(_pieces[at + 1].Text, StringComparison.Ordinal) : -1;
            var value = end < 0 ? rest : rest[..end];
            if (part != HeaderPart.Other)
            {
                values.Set(part.Value, value);
            }

            rest = rest[value.Length..];
        }

        return true;
    }

    private bool Search(string header, HeaderValues values)
    {
        var match = _expression!.Match(header);
        if (!match.Success)
        {
            return false;
        }

        foreach (var part in Enum.GetValues<HeaderPart>())
        {
            if (match.Groups[NameOf(part)] is { Success: true } group)
            {
                values.Set(part, group.ValueSpan);
            }
        }

        return true;
    }

    private static string? Read(string text, out HeaderMapping? mapping)
    {
        mapping = null;
        if (text.Length > Longest)
        {
            return $"The pattern is longer than {Longest} characters. Shorten it.";
        }

        return text.Length > 1 && text[0] == '/' && text[^1] == '/' ? ReadExpression(text, out mapping) : ReadPattern(text, out mapping);
    }

    private static string? ReadExpression(string text, out HeaderMapping? mapping)
    {
        mapping = null;
        try
        {
            // Without backtracking, no expression takes longer than the header is long.
            var expression = new Regex(text[1..^1], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            var unknown = expression.GetGroupNames().FirstOrDefault(name => !char.IsAsciiDigit(name[0]) && !IsPart(name));
            if (unknown is not null)
            {
                return $"The group {unknown} is not known. Groups are accession, otu, abbreviation, isolate, segment, host, definition and taxid.";
            }

            mapping = new HeaderMapping(text, expression);
            return expression.GetGroupNames().Contains(NameOf(HeaderPart.Otu)) ? null : "The expression does not say where the virus's name is. Name a group for it: (?<otu>…).";
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"The regular expression cannot be read: {exception.Message.TrimEnd('.')}.";
        }
    }

    private static string? ReadPattern(string text, out HeaderMapping? mapping)
    {
        mapping = null;
        var pieces = new List<(HeaderPart? Part, string Text)>();
        for (var at = 0; at < text.Length;)
        {
            var piece = PieceAt(text, at);
            at += piece.Length;
            if (Mistake(piece, pieces) is { } mistake)
            {
                return mistake;
            }

            pieces.Add((PartOf(piece), piece));
        }

        mapping = new HeaderMapping(text, pieces);
        return pieces.Any(piece => piece.Part == HeaderPart.Otu) ? null : "The pattern does not say where the virus's name is. Put {otu} in its place.";
    }

    private static string? Mistake(string piece, List<(HeaderPart? Part, string Text)> before)
    {
        if (piece is "{" or "}")
        {
            return "A brace of the pattern has no partner. Write places as {otu}.";
        }

        var part = PartOf(piece);
        if (part is null)
        {
            return piece[0] == '{' ? $"{piece} is not known. A pattern has {Places}." : null;
        }

        if (part != HeaderPart.Other && before.Any(other => other.Part == part))
        {
            return $"{piece} is in the pattern twice. Leave it once, and write * for the other.";
        }

        return before.Count > 0 && before[^1].Part is not null
            ? $"Nobody can tell where {before[^1].Text} ends and {piece} begins. Put the text that is between them, as | or a blank."
            : null;
    }

    private static string PieceAt(string text, int at)
    {
        if (text[at] == '*')
        {
            return "*";
        }

        if (text[at] is '{' or '}')
        {
            var end = text.IndexOfAny(['{', '}'], at + 1);
            return text[at] == '{' && end > 0 && text[end] == '}' ? text[at..(end + 1)] : text[at].ToString();
        }

        var next = text.IndexOfAny(['*', '{', '}'], at);
        return next < 0 ? text[at..] : text[at..next];
    }

    private static HeaderPart? PartOf(string piece) => piece switch
    {
        "*" => HeaderPart.Other,
        ['{', .. var name, '}'] when IsPart(name.Trim()) => Enum.Parse<HeaderPart>(name.Trim(), ignoreCase: true),
        _ => null,
    };

    private static bool IsPart(string name) => Enum.GetValues<HeaderPart>().Any(part => part != HeaderPart.Other && string.Equals(NameOf(part), name, StringComparison.OrdinalIgnoreCase));
}
