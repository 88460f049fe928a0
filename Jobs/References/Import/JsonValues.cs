using System.Buffers.Text;
using System.Text.Json;

namespace Virtool.Jobs.References.Import;

/// <summary>Values of a JSON file; one that is not of its kind is taken down as a problem, passed over, and counts as missing.</summary>
/// <param name="tokens">The file, at a value.</param>
/// <param name="problems">Where it is taken down.</param>
internal sealed class JsonValues(JsonTokens tokens, ProblemList problems)
{
    private const string Mend = "Mend it in the file, or export the reference again.";

    /// <summary>What the problems are of, put before the path; empty: the file.</summary>
    public string Subject { get; set; } = "";

    /// <summary>A text without blanks around it; null where it is null or none.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="longest">Most characters.</param>
    public string? Text(string path, int longest)
    {
        switch (tokens.Type)
        {
            case JsonTokenType.String when tokens.Raw.Length <= longest * 6L:
                var text = tokens.Text().Trim();
                return text.Length <= longest ? text : TooLong(path, longest);
            case JsonTokenType.String:
                return TooLong(path, longest);
            case JsonTokenType.Null:
                return null;
            default:
                Wrong(path, "a text");
                return null;
        }
    }

    /// <summary>True or false; null where it is neither.</summary>
    public bool? Flag(string path)
    {
        switch (tokens.Type)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.Null:
                return null;
            default:
                Wrong(path, "true or false");
                return null;
        }
    }

    /// <summary>A whole number above 0; null where it is none.</summary>
    public int? Count(string path)
    {
        if (tokens.Type == JsonTokenType.Null)
        {
            return null;
        }

        if (tokens.Type is JsonTokenType.Number or JsonTokenType.String && Utf8Parser.TryParse(tokens.Raw, out int number, out var used) && used == tokens.Raw.Length && number > 0)
        {
            return number;
        }

        Wrong(path, "a whole number above 0");
        return null;
    }

    /// <summary>Whether an object, or a list, begins here; null counts as none.</summary>
    public bool Begins(string path, JsonTokenType kind)
    {
        if (tokens.Type == kind)
        {
            return true;
        }

        if (tokens.Type != JsonTokenType.Null)
        {
            Wrong(path, kind == JsonTokenType.StartArray ? "a list" : "an object");
        }

        return false;
    }

    /// <summary>Where something is, for people: of what, and its path.</summary>
    public string Where(string path) => Subject.Length == 0 ? path : $"{Subject} ({path})";

    private string? TooLong(string path, int longest)
    {
        problems.Add(Where(path), FormattableString.Invariant($"The text is longer than {longest:N0} characters."), "Shorten it.");
        return null;
    }

    private void Wrong(string path, string wanted)
    {
        problems.Add(Where(path), $"This is {Kind()}, where {wanted} belongs.", Mend);
        tokens.Skip();
    }

    private string Kind() => tokens.Type switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };
}
