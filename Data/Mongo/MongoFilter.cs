using System.Text;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// A filter as a query of MongoDB. What the server cannot answer as memory does (a text that is kept in no folded form) stays over, and is
/// looked at here, in the documents that the server finds for the rest.
/// </summary>
internal sealed class MongoFilter
{
    private static readonly Bson Nothing = new() { ["_id"] = new Bson { ["$in"] = Array.Empty<object?>() } };

    private readonly HashSet<string> _folded;

    public MongoFilter(CollectionDefinition definition, Filter filter)
    {
        _folded = [.. MongoDocuments.FoldedFields(definition)];
        var parts = new List<Filter>();
        Flatten(filter, parts);
        Server = And([.. parts.Where(IsForServer).Select(Of)]);
        var left = parts.Where(part => !IsForServer(part)).ToArray();
        Left = left.Length == 0 ? null : new Filter.And(left);
    }

    /// <summary>What the server is asked for.</summary>
    public Bson Server { get; }

    /// <summary>What is looked at here; null where that is nothing.</summary>
    public Filter? Left { get; }

    private static void Flatten(Filter filter, List<Filter> parts)
    {
        if (filter is Filter.And and)
        {
            foreach (var part in and.Filters)
            {
                Flatten(part, parts);
            }
        }
        else
        {
            parts.Add(filter);
        }
    }

    private bool IsForServer(Filter filter) => filter switch
    {
        Filter.Contains contains => _folded.Contains(contains.Field),
        Filter.And and => and.Filters.All(IsForServer),
        Filter.Or or => or.Filters.All(IsForServer),
        _ => true,
    };

    private static Bson Of(Filter filter) => filter switch
    {
        Filter.Equal equal => new Bson { [equal.Field] = Value(equal.Value) },
        Filter.NotEqual unequal => Compare(unequal.Field, "$ne", Value(unequal.Value)),
        Filter.In any => Compare(any.Field, "$in", any.Values.Select(Value).ToArray()),
        Filter.Range range => Range(range),
        Filter.Contains contains => Compare(MongoDocuments.FoldedPath(contains.Field), "$regex", Literal(Fold.Text(contains.Text))),
        Filter.Has has => Compare(has.Field, "$elemMatch", new Bson { ["$eq"] = Value(has.Value) }),
        Filter.And and => And([.. and.Filters.Select(Of)]),
        Filter.Or { Filters.Count: 0 } => Nothing,
        Filter.Or either when SameArray(either) is { } has => has,
        Filter.Or either => new Bson { ["$or"] = either.Filters.Select(Of).ToArray() },
        _ => throw new ArgumentException($"{filter.GetType().Name} is no filter that can be answered.", nameof(filter)),
    };

    private static Bson And(Bson[] parts) => parts.Length switch
    {
        0 => [],
        1 => parts[0],
        _ => new Bson { ["$and"] = parts },
    };

    private static Bson Compare(string field, string comparison, object? value) => new() { [field] = new Bson { [comparison] = value } };

    private static Bson Range(Filter.Range range)
    {
        var bounds = new Bson();
        Bound(bounds, "$gte", range.AtLeast);
        Bound(bounds, "$gt", range.Above);
        Bound(bounds, "$lte", range.AtMost);
        Bound(bounds, "$lt", range.Below);
        return bounds.Count == 0 ? Compare(range.Field, "$ne", null) : new Bson { [range.Field] = bounds };
    }

    private static void Bound(Bson bounds, string comparison, object? bound)
    {
        if (bound is not null)
        {
            bounds[comparison] = Value(bound);
        }
    }

    /// <summary>One of some elements of one array, which is how a viewer's rights are asked for: one look into its index.</summary>
    private static Bson? SameArray(Filter.Or or)
    {
        var some = or.Filters.OfType<Filter.Has>().ToArray();
        return some.Length == or.Filters.Count && some.All(has => has.Field == some[0].Field)
            ? Compare(some[0].Field, "$elemMatch", new Bson { ["$in"] = some.Select(has => Value(has.Value)).ToArray() })
            : null;
    }

    private static object? Value(object? value) => value is DateTimeOffset date ? date : Scalar.Of(value);

    /// <summary>The text as a regular expression that takes every character literally.</summary>
    private static string Literal(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && !char.IsControl(character))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
