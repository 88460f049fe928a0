using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>
/// Dates as <c>2026-01-02T03:04:05.006000Z</c>: always UTC and of one length, so that their text sorts as they do. They are kept to the
/// millisecond, which is what MongoDB's dates hold, so that both engines keep and compare the same.
/// </summary>
public sealed class UtcDateConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The text of a date; what is below a millisecond is cut off.</summary>
    public static string Text(DateTimeOffset date) =>
        DateTimeOffset.FromUnixTimeMilliseconds(date.ToUnixTimeMilliseconds()).UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
