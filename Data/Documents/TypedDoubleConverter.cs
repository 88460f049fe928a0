using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Virtool.Data.Documents;

/// <summary>Doubles with a point or an exponent, so that <c>1.0</c> is not taken for a whole number.</summary>
public sealed class TypedDoubleConverter : JsonConverter<double>
{
    /// <inheritdoc />
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0", skipInputValidation: false);
    }
}
