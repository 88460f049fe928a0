using System.Buffers;
using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// Documents as they are in MongoDB: the fields of their JSON, with BSON's dates, numbers and arrays. Beside them only <see cref="Folded"/>,
/// and while a write is under way <see cref="Pending"/> and <see cref="Batch"/>.
/// </summary>
internal static class MongoDocuments
{
    /// <summary>Holds the folded form of each field with a text index.</summary>
    public const string Folded = "_folded";

    /// <summary>The change that this write made, until it is appended to the changes.</summary>
    public const string Pending = "_pending";

    /// <summary>The batch that holds the document.</summary>
    public const string Batch = "_batch";

    /// <summary>The JSON of a document, in which dates are <c>{"$date": milliseconds}</c> and doubles have a point or an exponent.</summary>
    public static byte[] Text(Document document) => JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), Json.Typed);

    /// <summary>A document of a collection, encoded; with what is to stand in it beside its fields.</summary>
    public static BsonValue Encode(byte[] text, CollectionDefinition definition, Bson? more = null)
    {
        more ??= [];
        if (FoldedFields(definition).Any())
        {
            using var form = JsonDocument.Parse(text);
            more.With(Folded, Fold(form.RootElement, definition));
        }

        var writer = new BsonWriter();
        writer.Write(text, more);
        return BsonValue.Document(writer.ToArray());
    }

    /// <summary>The document.</summary>
    public static T Decode<T>(BsonValue document)
        where T : Document => JsonSerializer.Deserialize<T>(Form(document, keepsTypes: typeof(T) == typeof(AnyDocument)).Span, Json.Stored)!;

    /// <summary>The JSON of a document as the embedded engine stores it; with <paramref name="keepsTypes"/> as <see cref="Text"/> has it.</summary>
    public static ReadOnlyMemory<byte> Form(BsonValue document, bool keepsTypes = false)
    {
        var buffer = new ArrayBufferWriter<byte>(document.Data.Length * 2);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Stored.Encoder, SkipValidation = true });
        Write(writer, document, keepsTypes, isTop: true);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The fields that are kept folded.</summary>
    public static IEnumerable<string> FoldedFields(CollectionDefinition definition) =>
        definition.Indexes.Where(index => index.Kind == IndexKind.Text).Select(index => index.Fields[0]);

    /// <summary>Where a field's folded form stands.</summary>
    public static string FoldedPath(string field) => $"{Folded}.{FoldedName(field)}";

    /// <summary>The folded forms of a document's fields.</summary>
    public static Bson Fold(JsonElement document, CollectionDefinition definition)
    {
        var folded = new Bson();
        foreach (var field in FoldedFields(definition))
        {
            if (Matching.At(document, field) is { ValueKind: JsonValueKind.String } text)
            {
                folded[FoldedName(field)] = Queries.Fold.Text(text.GetString()!);
            }
        }

        return folded;
    }

    private static string FoldedName(string field) => field.Replace('.', '_');

    private static void Write(Utf8JsonWriter writer, BsonValue value, bool keepsTypes, bool isTop = false)
    {
        switch (value.Type)
        {
            case BsonType.Document:
                writer.WriteStartObject();
                foreach (var (name, field) in value.Fields())
                {
                    if (isTop && name is Folded or Pending or Batch)
                    {
                        continue;
                    }

                    writer.WritePropertyName(name);
                    Write(writer, field, keepsTypes);
                }

                writer.WriteEndObject();
                break;
            case BsonType.Array:
                writer.WriteStartArray();
                foreach (var element in value.Elements())
                {
                    Write(writer, element, keepsTypes);
                }

                writer.WriteEndArray();
                break;
            case BsonType.Text:
                writer.WriteStringValue(value.Data.Span[sizeof(int)..^1]);
                break;
            case BsonType.Truth:
                writer.WriteBooleanValue(value.Truth);
                break;
            case BsonType.Int32 or BsonType.Int64:
                writer.WriteNumberValue(value.Whole);
                break;
            case BsonType.Double when keepsTypes:
                JsonSerializer.Serialize(writer, value.Number, Json.Typed);
                break;
            case BsonType.Double:
                writer.WriteNumberValue(value.Number);
                break;
            case BsonType.Date when keepsTypes:
                JsonSerializer.Serialize(writer, DateTimeOffset.FromUnixTimeMilliseconds(value.Whole), Json.Typed);
                break;
            case BsonType.Date:
                writer.WriteStringValue(UtcDateConverter.Text(DateTimeOffset.FromUnixTimeMilliseconds(value.Whole)));
                break;
            case BsonType.Null or BsonType.Undefined:
                writer.WriteNullValue();
                break;
            default:
                throw new FormatException($"A value of BSON's type {value.Type} stands in the database, which no document of ours has.");
        }
    }
}
