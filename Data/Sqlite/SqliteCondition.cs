using System.Text;
using System.Text.Json;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>A filter as a condition of SQL. Every value of the filter is a parameter.</summary>
/// <param name="definition">The collection, whose indexes are used where they serve.</param>
internal sealed class SqliteCondition(CollectionDefinition definition)
{
    /// <summary>The fewest characters that the trigram index finds.</summary>
    private const int Trigram = 3;

    /// <summary>A longer list of values is one parameter.</summary>
    private const int LongList = 100;

    private readonly List<object?> _values = [];

    /// <summary>The parameters' values, in their order.</summary>
    public object?[] Values => [.. _values];

    /// <summary>Adds a parameter, and gives its name.</summary>
    public string Add(object? value)
    {
        _values.Add(value is bool truth ? (truth ? 1L : 0L) : value);
        return SqliteText.Parameter(_values.Count - 1);
    }

    /// <summary>The condition of a filter.</summary>
    public string Of(Filter filter) => filter switch
    {
        Filter.Equal equal => Equal(SqliteText.Value(equal.Field), Scalar.Of(equal.Value)),
        Filter.NotEqual { Value: null } unequal => SqliteText.Value(unequal.Field) + " IS NOT NULL",
        Filter.NotEqual unequal => $"{SqliteText.Value(unequal.Field)} IS NOT {Add(Scalar.Of(unequal.Value))}",
        Filter.In any => In(SqliteText.Value(any.Field), [.. any.Values.Select(Scalar.Of).Distinct()]),
        Filter.Range range => Range(range),
        Filter.Contains contains => Contains(contains.Field, Fold.Text(contains.Text)),
        Filter.Has has => Has(has.Field, Scalar.Of(has.Value)),
        Filter.And { Filters.Count: 0 } => "1",
        Filter.Or { Filters.Count: 0 } => "0",
        Filter.And and => Join(" AND ", and.Filters),
        Filter.Or or => Join(" OR ", or.Filters),
        _ => throw new ArgumentException($"{filter.GetType().Name} is no filter that can be answered.", nameof(filter)),
    };

    private string Join(string between, IReadOnlyList<Filter> filters) => filters.Count == 1 ? Of(filters[0]) : $"({string.Join(between, filters.Select(Of))})";

    private string Equal(string field, object? value) => value is null ? field + " IS NULL" : $"{field} = {Add(value)}";

    private string In(string field, object?[] values)
    {
        var some = values.Where(value => value is not null).ToArray();
        var isNull = some.Length < values.Length ? field + " IS NULL" : "0";
        return some.Length switch
        {
            0 => isNull,
            <= LongList => Either($"{field} IN ({string.Join(", ", some.Select(Add))})", isNull),
            _ => Either($"{field} IN (SELECT value FROM json_each({Add(JsonSerializer.Serialize(some))}))", isNull),
        };
    }

    private static string Either(string condition, string other) => other == "0" ? condition : $"({condition} OR {other})";

    private string Range(Filter.Range range)
    {
        var field = SqliteText.Value(range.Field);
        var text = new StringBuilder();
        Bound(text, field, ">=", range.AtLeast);
        Bound(text, field, ">", range.Above);
        Bound(text, field, "<=", range.AtMost);
        Bound(text, field, "<", range.Below);
        return text.Length == 0 ? field + " IS NOT NULL" : $"({text})";
    }

    private void Bound(StringBuilder text, string field, string comparison, object? bound)
    {
        if (Scalar.Of(bound) is { } value)
        {
            text.Append(text.Length == 0 ? "" : " AND ").Append(field).Append(' ').Append(comparison).Append(' ').Append(Add(value));
        }
    }

    private string Contains(string field, string folded)
    {
        var table = folded.EnumerateRunes().Count() >= Trigram ? Served(IndexKind.Text, field) : null;
        return table is null
            ? $"instr(fold({SqliteText.Value(field)}), {Add(folded)}) > 0"
            : $"key IN (SELECT rowid FROM \"{table}\" WHERE \"{table}\" MATCH {Add('"' + folded.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')})";
    }

    private string Has(string field, object? value)
    {
        var path = SqliteText.Path(field);
        var table = value is null ? null : Served(IndexKind.Elements, field);
        if (table is not null)
        {
            return $"key IN (SELECT key FROM \"{table}\" WHERE value = {Add(value)})";
        }

        var element = value is null ? "type = 'null'" : "atom = " + Add(value);
        return $"(json_type(document, {path}) = 'array' AND EXISTS (SELECT 1 FROM json_each(document, {path}) WHERE {element}))";
    }

    private string? Served(IndexKind kind, string field)
    {
        var index = definition.Indexes.FirstOrDefault(index => index.Kind == kind && index.Fields[0] == field);
        return index is null ? null : SqliteText.Index(definition.Name, index);
    }
}
