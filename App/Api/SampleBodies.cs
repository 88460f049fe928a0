using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;

namespace Virtool.App.Api;

/// <summary>What bodies of requests say of samples. Fields that are not there stay as they are; <c>null</c> takes away what can be taken away.</summary>
internal static class SampleBodies
{
    /// <summary>What is to be changed of one sample.</summary>
    /// <exception cref="ValidationException">A field is not of its kind.</exception>
    public static SampleEdit Edit(JsonObject body) => Read<SampleEdit>(Tidy(body));

    /// <summary>Whether it is to be archived; null where nothing is said of that.</summary>
    /// <exception cref="ValidationException">It is neither true nor false.</exception>
    public static bool? Archived(JsonObject body) => body["archived"] is { } archived
        ? archived.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? archived.GetValue<bool>() : throw Wrong("archived")
        : null;

    /// <summary>Which samples are to be changed, and how.</summary>
    /// <exception cref="ValidationException">A field is not of its kind.</exception>
    public static (IReadOnlyList<string> Ids, SampleBulkEdit Edit) BulkEdit(JsonObject body)
    {
        var many = Read<ManySamples>(body);
        return (
            many.Ids ?? throw Wrong("ids"),
            new SampleBulkEdit { Set = Edit(body), AddLabels = many.AddLabels ?? [], RemoveLabels = many.RemoveLabels ?? [], Archived = many.Archived });
    }

    /// <summary>A sample that is to be made: <c>files</c> are the ids of one file or two, or of the lanes of each mate in lists.</summary>
    /// <exception cref="ValidationException">A field is not of its kind.</exception>
    public static SampleInput Input(JsonObject body)
    {
        var tidy = Tidy(body);
        var files = body["files"] as JsonArray ?? body["mates"] as JsonArray ?? [];
        tidy["mates"] = new JsonArray([.. files.Select(JsonNode? (file) => file is JsonArray lanes ? lanes.DeepClone() : new JsonArray(file?.DeepClone()))]);
        if (body["subtraction"] is JsonValue one && tidy["subtractions"] is null)
        {
            tidy["subtractions"] = new JsonArray(one.DeepClone());
        }

        return Read<SampleInput>(tidy);
    }

    // Of the first API: srna, and what is null where it is not said.
    private static JsonObject Tidy(JsonObject body)
    {
        var tidy = (JsonObject)body.DeepClone();
        if (body["srna"] is JsonValue srna && body["library_type"] is null)
        {
            tidy["library_type"] = srna.GetValueKind() == JsonValueKind.True ? Json.Word(LibraryType.Srna) : Json.Word(LibraryType.Normal);
        }

        foreach (var field in (string[])["labels", "label_names", "subtractions", "library_type"])
        {
            if (tidy[field] is null)
            {
                tidy.Remove(field);
            }
        }

        return tidy;
    }

    private static T Read<T>(JsonObject body)
    {
        try
        {
            return body.Deserialize<T>(Json.Served)!;
        }
        catch (JsonException exception)
        {
            throw Wrong((exception.Path ?? "$").TrimStart('$', '.'));
        }
    }

    private static ValidationException Wrong(string field) =>
        new([new ValidationFailure(field.Length == 0 ? "body" : field, "This is not the JSON that is expected here.")]);

    private sealed record ManySamples(IReadOnlyList<string>? Ids, IReadOnlyList<string>? AddLabels, IReadOnlyList<string>? RemoveLabels, bool? Archived);
}
