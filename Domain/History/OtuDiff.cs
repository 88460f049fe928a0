using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virtool.Domain.History;

/// <summary>The difference between two states of a virus, small and exact: undone from the later one, it gives the earlier one.</summary>
public static class OtuDiff
{
    /// <summary>The steps from one state to another; null: there was, or is, no virus.</summary>
    public static IReadOnlyList<DiffStep> Between(OtuState? before, OtuState? after)
    {
        if (before is null || after is null)
        {
            return before is null && after is null ? [] : [new DiffStep("", null, before?.ToTree(), after?.ToTree())];
        }

        var steps = new List<DiffStep>();
        Compare("", before.ToTree(), after.ToTree(), steps);
        return steps;
    }

    /// <summary>What was there before the steps were done.</summary>
    /// <param name="after">What is there after them; null: no virus.</param>
    /// <param name="steps">The steps, in the order in which <see cref="Between"/> gave them.</param>
    /// <exception cref="JsonException">The steps do not belong to the state.</exception>
    public static OtuState? Undo(OtuState? after, IReadOnlyList<DiffStep> steps)
    {
        var tree = after is null ? null : JsonSerializer.SerializeToNode(after.ToTree());
        foreach (var step in steps.Reverse())
        {
            tree = Undo(tree, step);
        }

        return tree is null ? null : OtuState.Of(JsonSerializer.SerializeToElement(tree));
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<DiffStep> steps)
    {
        if (JsonElement.DeepEquals(before, after))
        {
            return;
        }

        switch (before.ValueKind, after.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object) when AreAlike(before, after):
                foreach (var field in before.EnumerateObject())
                {
                    Compare(Join(path, field.Name), field.Value, after.GetProperty(field.Name), steps);
                }

                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareLists(path, [.. before.EnumerateArray()], [.. after.EnumerateArray()], steps);
                break;
            default:
                steps.Add(new DiffStep(path, null, Present(before), Present(after)));
                break;
        }
    }

    // What is equal at both ends of the lists stays out; elements of one thing are compared one by one, others are exchanged.
    private static void CompareLists(string path, JsonElement[] before, JsonElement[] after, List<DiffStep> steps)
    {
        var least = Math.Min(before.Length, after.Length);
        var first = 0;
        while (first < least && JsonElement.DeepEquals(before[first], after[first]))
        {
            first++;
        }

        var last = 0;
        while (last < least - first && JsonElement.DeepEquals(before[^(last + 1)], after[^(last + 1)]))
        {
            last++;
        }

        var was = before[first..^last];
        var now = after[first..^last];
        if (was.Length == now.Length && was.Zip(now).All(pair => AreOneThing(pair.First, pair.Second)))
        {
            for (var place = 0; place < was.Length; place++)
            {
                Compare(Join(path, (first + place).ToString(CultureInfo.InvariantCulture)), was[place], now[place], steps);
            }

            return;
        }

        steps.Add(new DiffStep(path, first, JsonSerializer.SerializeToElement(was), JsonSerializer.SerializeToElement(now)));
    }

    private static bool AreAlike(JsonElement one, JsonElement other) =>
        one.EnumerateObject().Select(field => field.Name).SequenceEqual(other.EnumerateObject().Select(field => field.Name), StringComparer.Ordinal);

    private static bool AreOneThing(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object && Key(one) is { } key && key == Key(other);

    private static string? Key(JsonElement element) => element.TryGetProperty("id", out var id) || element.TryGetProperty("name", out id) ? id.GetString() : null;

    private static JsonNode? Undo(JsonNode? tree, DiffStep step)
    {
        var path = step.Path.Length == 0 ? [] : step.Path.Split('/');
        if (step.At is { } at)
        {
            var list = Walk(tree, path) as JsonArray ?? throw Strange(step);
            list.RemoveRange(at, Elements(step.New).Count);
            foreach (var (place, element) in Elements(step.Old).Index())
            {
                list.Insert(at + place, Node(element));
            }

            return tree;
        }

        if (path is [])
        {
            return step.Old is { } whole ? Node(whole) : null;
        }

        switch (Walk(tree, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = step.Old is { } value ? Node(value) : null;
                return tree;
            case JsonArray list:
                list[Place(path[^1], step)] = step.Old is { } element ? Node(element) : null;
                return tree;
            default:
                throw Strange(step);
        }
    }

    private static JsonNode? Walk(JsonNode? tree, IReadOnlyList<string> path)
    {
        foreach (var part in path)
        {
            tree = tree switch
            {
                JsonObject one => one[part],
                JsonArray list when int.TryParse(part, CultureInfo.InvariantCulture, out var place) && place < list.Count => list[place],
                _ => null,
            };
        }

        return tree;
    }

    private static int Place(string part, DiffStep step) => int.TryParse(part, CultureInfo.InvariantCulture, out var place) ? place : throw Strange(step);

    private static IReadOnlyList<JsonElement> Elements(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } some ? [.. some.EnumerateArray()] : [];

    private static JsonNode? Node(JsonElement value) => JsonSerializer.SerializeToNode(value);

    private static JsonElement? Present(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;

    private static string Join(string path, string part) => path.Length == 0 ? part : $"{path}/{part}";

    private static JsonException Strange(DiffStep step) => new($"A step of a change at \"{step.Path}\" does not belong to the virus as it is.");
}
