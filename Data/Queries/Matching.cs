using System.Text.Json;
using Virtool.Data.Documents;

namespace Virtool.Data.Queries;

/// <summary>Answers filters and sorts in memory, over the stored form of a document, as the engines do.</summary>
public static class Matching
{
    /// <summary>The stored form of a document.</summary>
    public static JsonElement Form(Document document) => JsonSerializer.SerializeToElement(document, document.GetType(), Json.Stored);

    /// <summary>Whether the filter finds the document.</summary>
    public static bool Matches(Filter filter, JsonElement document) => filter switch
    {
        Filter.Equal equal => Same(document, equal.Field, equal.Value),
        Filter.NotEqual unequal => !Same(document, unequal.Field, unequal.Value),
        Filter.In any => any.Values.Any(value => Same(document, any.Field, value)),
        Filter.Range range => InRange(range, Scalar.Of(At(document, range.Field))),
        Filter.Contains contains => Scalar.Of(At(document, contains.Field)) is string text
            && Fold.Text(text).Contains(Fold.Text(contains.Text), StringComparison.Ordinal),
        Filter.Has has => HasElement(At(document, has.Field), Scalar.Of(has.Value)),
        Filter.And and => and.Filters.All(part => Matches(part, document)),
        Filter.Or or => or.Filters.Any(part => Matches(part, document)),
        _ => throw new ArgumentException($"{filter.GetType().Name} is no filter that can be answered.", nameof(filter)),
    };

    /// <summary>The order of a query: negative where <paramref name="left"/> stands before <paramref name="right"/>; 0 only for one and the same id.</summary>
    public static int Compare(IReadOnlyList<Sort> sorts, JsonElement left, JsonElement right)
    {
        foreach (var sort in sorts.Append(new Sort("_id", sorts.Count > 0 && sorts[^1].Descending)))
        {
            var order = Scalar.Compare(Scalar.Of(At(left, sort.Field)), Scalar.Of(At(right, sort.Field)));
            if (order != 0)
            {
                return sort.Descending ? -order : order;
            }
        }

        return 0;
    }

    private static bool Same(JsonElement document, string field, object? value)
    {
        var at = At(document, field);
        var wanted = Scalar.Of(value);
        return wanted is null
            ? at.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            : Scalar.Compare(Scalar.Of(at), wanted) == 0;
    }

    private static bool InRange(Filter.Range range, object? value) =>
        value is not null
        && Bound(range.AtLeast, value, order => order >= 0)
        && Bound(range.Above, value, order => order > 0)
        && Bound(range.AtMost, value, order => order <= 0)
        && Bound(range.Below, value, order => order < 0);

    private static bool Bound(object? bound, object value, Func<int, bool> holds)
    {
        var limit = Scalar.Of(bound);
        return limit is null || (Scalar.AreComparable(value, limit) && holds(Scalar.Compare(value, limit)));
    }

    private static bool HasElement(JsonElement array, object? value) =>
        array.ValueKind == JsonValueKind.Array
        && array.EnumerateArray().Any(element => value is null
            ? element.ValueKind == JsonValueKind.Null
            : Scalar.Compare(Scalar.Of(element), value) == 0);

    /// <summary>The value of a field; undefined where there is none.</summary>
    internal static JsonElement At(JsonElement document, string field)
    {
        var at = document;
        foreach (var name in field.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return default;
            }
        }

        return at;
    }
}
