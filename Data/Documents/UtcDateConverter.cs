using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>Dates as <c>2026-01-02T03:04:05.000006Z</c>: always UTC and of one length, so that their text sorts as they do.</summary>
public sealed class UtcDateConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The text of a date, to the microsecond.</summary>
    public static string Text(DateTimeOffset date) => date.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
