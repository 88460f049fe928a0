using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Virtool.Domain.Audit;

/// <summary>What of documents goes into the audit trail.</summary>
public static class AuditRules
{
    /// <summary>How much of a value is kept, in characters.</summary>
    public const int LongestValue = 300;

    /// <summary>How much of a list of rights is kept, in characters.</summary>
    public const int LongestAccess = 1_500;

    /// <summary>How many changes of one document are kept.</summary>
    public const int MostChanges = 25;

    /// <summary>From how many writes of one kind in one batch on only their number is kept.</summary>
    public const int MostOneByOne = 20;

    /// <summary>How deep parts of a document are compared field by field.</summary>
    private const int Deepest = 3;

    /// <summary>What must not be read by anybody: that it changed is kept, not from what to what.</summary>
    private static readonly FrozenSet<string> Secret = FrozenSet.Create(StringComparer.Ordinal, "password_hash", "hash", "security_stamp", "start");

    /// <summary>Whether writes of a collection are told.</summary>
    public static bool IsHeard(string collection) => AuditHearing.IsHeard(collection);

    /// <summary>What differs between a document as it was and as it is, both without id and revision; null: it was, or is, not there.</summary>
    public static IReadOnlyList<AuditChange> Between(string collection, IReadOnlyDictionary<string, JsonElement>? before, IReadOnlyDictionary<string, JsonElement>? after)
    {
        var fields = (before?.Keys ?? []).Union(after?.Keys ?? [], StringComparer.Ordinal);
        return [.. fields.Where(field => AuditHearing.IsHeard(collection, field)).SelectMany(field => Changes(field, Value(before, field), Value(after, field), 1))];
    }

    private static IEnumerable<AuditChange> Changes(string path, JsonElement? before, JsonElement? after, int depth)
    {
        if (!Differ(before, after))
        {
            return [];
        }

        if (Secret.Contains(path))
        {
            return [new AuditChange(path, null, null)];
        }

        return depth < Deepest && before is { ValueKind: JsonValueKind.Object } was && after is { ValueKind: JsonValueKind.Object } now && !IsLink(was) && !IsLink(now)
            ? Names(was).Union(Names(now), StringComparer.Ordinal).SelectMany(name => Changes($"{path}.{name}", Part(was, name), Part(now, name), depth + 1))
            : [new AuditChange(path, Text(path, before), Text(path, after))];
    }

    private static bool Differ(JsonElement? before, JsonElement? after) => (before, after) switch
    {
        (null, null) => false,
        ({ } was, { } now) => !JsonElement.DeepEquals(was, now),
        var (was, now) => !IsEmpty(was ?? now!.Value),
    };

    private static JsonElement? Value(IReadOnlyDictionary<string, JsonElement>? fields, string field) =>
        fields is not null && fields.TryGetValue(field, out var value) ? value : null;

    private static JsonElement? Part(JsonElement whole, string name) => whole.TryGetProperty(name, out var value) ? value : null;

    private static IEnumerable<string> Names(JsonElement whole) => whole.EnumerateObject().Select(field => field.Name);

    /// <summary>A link is one value: the thing that it points at.</summary>
    private static bool IsLink(JsonElement value) => value.GetPropertyCount() == 2 && value.TryGetProperty("id", out _) && value.TryGetProperty("name", out _);

    /// <summary>A field without content tells nothing of a document that comes or goes, nor does one that a former version did not have.</summary>
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(field => IsEmpty(field.Value)),
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Number => value.TryGetInt64(out var number) && number == 0,
        _ => false,
    };

    private static string? Text(string path, JsonElement? value) => value is not { } one || one.ValueKind == JsonValueKind.Null
        ? null
        : Cut(Text(one), path == "access" ? LongestAccess : LongestValue);

    // One engine has 7.0 where the other has 7.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when !value.TryGetInt64(out _) => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        // Never between the halves of one character: what is left would be no text that can be stored.
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
