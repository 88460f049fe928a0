using System.Text;
using System.Text.RegularExpressions;

namespace Virtool.Domain.Watching;

/// <summary>
/// How the names of files are made in a lab: text, <c>*</c> for anything or nothing, and <c>{sample}</c>, <c>{host}</c>, <c>{isolate}</c>,
/// <c>{locale}</c> for at least one character. It is held against a name without its ending, mate and lane. What stands for something takes
/// as little as it can: up to the first place where the text behind it follows. Text is compared without regard to case.
/// </summary>
public sealed class NamePattern
{
    /// <summary>Most characters of a pattern.</summary>
    public const int Longest = 200;

    private const string Sample = "sample";
    private static readonly string[] Places = [Sample, "host", "isolate", "locale"];

    private readonly Regex _regex;

    private NamePattern(string text, Regex regex)
    {
        Text = text;
        _regex = regex;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What is wrong with a pattern, and what to do: a sentence; null where nothing is.</summary>
    public static string? MistakeIn(string text) => Read(text, out _);

    /// <summary>Takes a pattern apart.</summary>
    /// <exception cref="FormatException">It has a mistake; the message is the sentence of <see cref="MistakeIn"/>.</exception>
    public static NamePattern Parse(string text) => Read(text, out var pattern) is { } mistake ? throw new FormatException(mistake) : pattern!;

    /// <summary>What a name says; null where it does not follow the pattern.</summary>
    /// <param name="stem">A file's name without its ending, mate and lane.</param>
    public NameParts? Match(string stem)
    {
        var match = _regex.Match(stem);
        var sample = match.Groups[Sample].Value.Trim();
        return match.Success && sample.Length > 0
            ? new NameParts(sample, match.Groups["host"].Value.Trim(), match.Groups["isolate"].Value.Trim(), match.Groups["locale"].Value.Trim())
            : null;
    }

    private static string? Read(string text, out NamePattern? pattern)
    {
        pattern = null;
        if (text.Length > Longest)
        {
            return $"The pattern is longer than {Longest} characters. Shorten it.";
        }

        var regex = new StringBuilder(@"\A");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? open = null;
        for (var at = 0; at < text.Length;)
        {
            var part = PartAt(text, at);
            at += part.Length;
            if (Mistake(part, open, seen) is { } mistake)
            {
                return mistake;
            }

            open = IsText(part) ? null : part;
            regex.Append(IsText(part) ? Regex.Escape(part) : part == "*" ? ".*?" : $"(?<{NameOf(part)}>.+?)");
        }

        if (!seen.Contains(Sample))
        {
            return "The pattern does not say where the sample's name is. Put {sample} in its place.";
        }

        // Without backtracking, a pattern of many stars takes no longer than one of none.
        var options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline;
        pattern = new NamePattern(text, new Regex(regex.Append(@"\z").ToString(), options, TimeSpan.FromSeconds(1)));
        return null;
    }

    private static string? Mistake(string part, string? open, HashSet<string> seen)
    {
        if (part is "{" or "}")
        {
            return "A brace of the pattern has no partner. Write places as {sample}.";
        }

        if (IsText(part))
        {
            return null;
        }

        if (part != "*" && !Places.Contains(NameOf(part)))
        {
            return $"{part} is not known. A pattern has {{sample}}, {{host}}, {{isolate}} and {{locale}}, and * for anything else.";
        }

        if (part != "*" && !seen.Add(NameOf(part)))
        {
            return $"{part} is in the pattern twice. Leave it once, and write * for the other.";
        }

        return open is null ? null : $"Nobody can tell where {open} ends and {part} begins. Put the text that is between them, as _ or -.";
    }

    private static string PartAt(string text, int at)
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

    private static bool IsText(string part) => part != "*" && part[0] is not ('{' or '}');

    private static string NameOf(string place) => place[1..^1].Trim().ToLowerInvariant();
}
