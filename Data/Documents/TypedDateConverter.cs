using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>Dates as <c>{"$date": milliseconds since 1970}</c>, which no text can be taken for; reads those of <see cref="UtcDateConverter"/> too.</summary>
public sealed class TypedDateConverter : JsonConverter<DateTimeOffset>
{
    internal const string Mark = "$date";

    /// <summary>Reads such an object, which may have nothing beside; false where it is another one.</summary>
    public static bool TryRead(JsonElement value, out DateTimeOffset date)
    {
        date = default;
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() != 1
            || !value.TryGetProperty(Mark, out var since) || since.ValueKind != JsonValueKind.Number || !since.TryGetInt64(out var milliseconds))
        {
            return false;
        }

        date = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.GetDateTimeOffset();
        }

        return TryRead(JsonElement.ParseValue(ref reader), out var date) ? date : throw new JsonException("This is no date.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Mark, value.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }
}
