using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.Hmms;

/// <summary>Reads a file of annotations: a JSON array of objects with <c>cluster</c>, <c>names</c>, <c>families</c>, <c>entries</c> and so on, one a profile.</summary>
internal static class AnnotationReader
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        Converters = { new TextOrNumber() },
    };

    /// <summary>Its annotations, one after another.</summary>
    /// <exception cref="TaskFailedException">It is no such file, or says a profile twice.</exception>
    public static async IAsyncEnumerable<Annotation> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var seen = new HashSet<int>();
        var number = 0;
        await using var annotations = JsonSerializer.DeserializeAsyncEnumerable<Annotation>(file, Form, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(annotations, number))
        {
            number++;
            if (annotations.Current is not { Cluster: { } cluster } annotation)
            {
                throw new TaskFailedException(string.Create(CultureInfo.InvariantCulture, $"The annotation {number} does not say of which profile it is: its field cluster is missing. Nothing was changed."));
            }

            yield return seen.Add(cluster)
                ? annotation
                : throw new TaskFailedException(string.Create(CultureInfo.InvariantCulture, $"The annotations have the profile {cluster} twice. Nothing was changed; leave one of the two out."));
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<Annotation?> annotations, int number)
    {
        try
        {
            return await annotations.MoveNextAsync();
        }
        catch (JsonException exception)
        {
            throw new TaskFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"The file of annotations cannot be read behind its annotation {number}: {Reason(exception)}. Nothing was changed; download or copy it again."));
        }
    }

    private static string Reason(JsonException exception) => exception.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"it is no JSON of the kind that is expected (line {line + 1})")
        : "it is no JSON of the kind that is expected";

    /// <summary>Numbers of GenBank stand as text or as numbers.</summary>
    private sealed class TextOrNumber : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.GetDecimal().ToString(CultureInfo.InvariantCulture),
            JsonTokenType.Null => null,
            _ => throw new JsonException(),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        // Names of families are the names of fields.
        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;
    }
}
