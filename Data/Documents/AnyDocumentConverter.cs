using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>Reads and writes documents of any fields.</summary>
/// <param name="keepsTypes">Whether dates stay objects, as for an engine that has dates; else they become text.</param>
internal sealed class AnyDocumentConverter(bool keepsTypes) : JsonConverter<AnyDocument>
{
    private const string Id = "_id";
    private const string Revision = "_revision";

    /// <summary>Writes dates as text.</summary>
    public AnyDocumentConverter()
        : this(keepsTypes: false)
    {
    }

    public override AnyDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var fields = new OrderedDictionary<string, JsonElement>();
        foreach (var property in JsonElement.ParseValue(ref reader).EnumerateObject())
        {
            fields[property.Name] = property.Value;
        }

        var document = new AnyDocument { Id = fields[Id].GetString()!, Revision = fields[Revision].GetInt64(), Fields = fields };
        fields.Remove(Id);
        fields.Remove(Revision);
        return document;
    }

    public override void Write(Utf8JsonWriter writer, AnyDocument value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Id, value.Id);
        writer.WriteNumber(Revision, value.Revision);
        foreach (var (name, field) in value.Fields)
        {
            writer.WritePropertyName(name);
            Write(writer, field);
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (keepsTypes || JsonMarshal.GetRawUtf8Value(value).IndexOf("$date"u8) < 0)
        {
            value.WriteTo(writer);
            return;
        }

        if (TypedDateConverter.TryRead(value, out var date))
        {
            writer.WriteStringValue(UtcDateConverter.Text(date));
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
