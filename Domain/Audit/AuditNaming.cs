using System.Text.Json;

namespace Virtool.Domain.Audit;

/// <summary>What people call a document of any collection.</summary>
internal static class AuditNaming
{
    private const int Longest = 200;

    private static readonly string[] Own = ["name", "handle", "title", "path", "accession", "description"];
    private static readonly string[] OfAnother = ["otu", "subject", "sample", "reference"];

    /// <summary>Its own name; of what has none, that of what it is for; null: it has neither.</summary>
    public static string? Of(IReadOnlyDictionary<string, JsonElement> fields)
    {
        var name = Own.Select(field => Text(fields.GetValueOrDefault(field)))
            .Concat(OfAnother.Select(field => fields.TryGetValue(field, out var other) && other.ValueKind == JsonValueKind.Object && other.TryGetProperty("name", out var text) ? Text(text) : null))
            .FirstOrDefault(text => !string.IsNullOrEmpty(text));
        return name?.Length > Longest ? name[..(char.IsHighSurrogate(name[Longest - 1]) ? Longest - 1 : Longest)] + "…" : name;
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
