using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Virtool.Data.Documents;

/// <summary>How documents are written: snake_case, enums as snake_case words, dates in UTC with a fixed number of digits.</summary>
public static class Json
{
    /// <summary>As the embedded engine stores documents: <c>_id</c>, <c>_revision</c>, every property, nulls too.</summary>
    public static JsonSerializerOptions Stored { get; } = Create(new DefaultJsonTypeInfoResolver());

    /// <summary>As <see cref="Stored"/>, but the types can be told from the text: dates are objects, doubles have a point or an exponent.</summary>
    public static JsonSerializerOptions Typed { get; } = CreateTyped();

    /// <summary>As the API serves documents: <c>id</c> for <c>_id</c>, and no <c>_revision</c>.</summary>
    public static JsonSerializerOptions Served { get; } = Create(new DefaultJsonTypeInfoResolver { Modifiers = { ServeIds } });

    /// <summary>The stored word of an enum's member: <c>JobState.Running</c> is <c>running</c>.</summary>
    public static string Word(Enum member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    private static JsonSerializerOptions Create(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DictionaryKeyPolicy = null,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new UtcDateConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    private static JsonSerializerOptions CreateTyped()
    {
        var options = new JsonSerializerOptions(Stored);
        options.Converters.Insert(0, new TypedDateConverter());
        options.Converters.Insert(0, new TypedDoubleConverter());
        options.Converters.Insert(0, new AnyDocumentConverter(keepsTypes: true));
        options.MakeReadOnly();
        return options;
    }

    private static void ServeIds(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !type.Type.IsAssignableTo(typeof(Document)))
        {
            return;
        }

        foreach (var property in type.Properties.ToArray())
        {
            switch (property.Name)
            {
                case "_id":
                    property.Name = "id";
                    break;
                case "_revision":
                    type.Properties.Remove(property);
                    break;
            }
        }
    }
}
