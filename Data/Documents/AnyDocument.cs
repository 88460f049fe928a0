using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>
/// A document as it stands in the database, whatever its fields: what migrations and copies read and write. What is not touched comes back
/// as it was, on either engine.
/// </summary>
/// <remarks>
/// A date is <c>{"$date": milliseconds}</c> where the engine has dates, and their text where it keeps them as text;
/// <see cref="Get{T}"/> reads both, <see cref="With{T}"/> writes what is right for either.
/// </remarks>
[JsonConverter(typeof(AnyDocumentConverter))]
public sealed record AnyDocument : Document
{
    /// <summary>The fields in their order, without the id and the revision.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new OrderedDictionary<string, JsonElement>();

    /// <summary>Whether the field is there; it may be null.</summary>
    public bool Has(string field) => Fields.ContainsKey(field);

    /// <summary>A field's value; the default where it is missing or null.</summary>
    /// <exception cref="JsonException">It is of another kind.</exception>
    public T? Get<T>(string field) => Fields.TryGetValue(field, out var value) ? value.Deserialize<T>(Json.Typed) : default;

    /// <summary>With the field set, in its place, or at the end where it is new.</summary>
    public AnyDocument With<T>(string field, T value) => Change(fields => fields[field] = JsonSerializer.SerializeToElement(value, Json.Typed));

    /// <summary>Without the field.</summary>
    public AnyDocument Without(string field) => Change(fields => fields.Remove(field));

    private AnyDocument Change(Action<OrderedDictionary<string, JsonElement>> change)
    {
        var fields = new OrderedDictionary<string, JsonElement>(Fields);
        change(fields);
        return this with { Fields = fields };
    }
}
