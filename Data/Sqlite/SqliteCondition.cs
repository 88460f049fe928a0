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
        Filter.Contains contains => Keys(contains) is { } keys ? $"key IN ({keys})" : Scan(contains),
        Filter.Has or Filter.Or when Elements(filter) is { } some => Holds(some),
        Filter.Has has => Has(has),
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

    /// <summary>The condition of a filter, for rows that are looked at one after the other: it leads to no index.</summary>
    public string Looking(Filter filter) => filter switch
    {
        Filter.Contains contains => Scan(contains),
        _ when Elements(filter) is { } some => "+" + Holds(some),
        _ => Of(filter),
    };

    /// <summary>How many documents the filter finds by an index of elements, as a statement; null where none serves.</summary>
    public string? Documents(Filter filter) => Elements(filter) is { } some
        ? $"SELECT coalesce(sum(documents), 0) FROM \"{SqliteText.Arrays(some.Table)}\" WHERE elements IN {Those(some)}"
        : null;

    /// <summary>The index of the documents by the array that the filter is about.</summary>
    public string DocumentsIndex(Filter filter) => SqliteText.Documents(Elements(filter)!.Value.Table);

    /// <summary>A statement that gives the keys of the filter's documents, each once, out of an index of texts alone; null where none serves.</summary>
    public string? Keys(Filter filter) => filter switch
    {
        Filter.Contains contains when IsLong(contains, out var folded) && Served(IndexKind.Text, contains.Field) is { } table =>
            $"SELECT rowid AS key FROM \"{table}\" WHERE \"{table}\" MATCH {Add('"' + folded.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')} "
            + $"UNION ALL SELECT key FROM \"{SqliteText.Waiting(table)}\" WHERE instr(text, {Add(folded)}) > 0",
        _ => null,
    };

    private static bool IsLong(Filter.Contains contains, out string folded)
    {
        folded = Fold.Text(contains.Text);
        return folded.EnumerateRunes().Count() >= Trigram;
    }

    private string Scan(Filter.Contains contains) => $"instr(fold({SqliteText.Value(contains.Field)}), {Add(Fold.Text(contains.Text))}) > 0";

    private string Holds((string Table, string Field, object?[] Values) some) => $"({SqliteText.Array(some.Field)}) IN {Those(some)}";

    /// <summary>The arrays with at least one of the elements.</summary>
    private string Those((string Table, string Field, object?[] Values) some) =>
        $"(SELECT elements FROM \"{some.Table}\" WHERE value IN ({string.Join(", ", some.Values.Select(Add))}))";

    private string Has(Filter.Has has)
    {
        var value = Scalar.Of(has.Value);
        var path = SqliteText.Path(has.Field);
        var element = value is null ? "type = 'null'" : "atom = " + Add(value);
        return $"(json_type(document, {path}) = 'array' AND EXISTS (SELECT 1 FROM json_each(document, {path}) WHERE {element}))";
    }

    /// <summary>One element of an array, or any of several, where an index of elements serves.</summary>
    private (string Table, string Field, object?[] Values)? Elements(Filter filter)
    {
        Filter.Has[] some = filter switch
        {
            Filter.Has has => [has],
            Filter.Or { Filters: var parts } when parts.All(part => part is Filter.Has) => [.. parts.Cast<Filter.Has>()],
            _ => [],
        };
        return some.Length > 0 && some.All(has => has.Field == some[0].Field && has.Value is not null) && Served(IndexKind.Elements, some[0].Field) is { } table
            ? (table, some[0].Field, [.. some.Select(has => Scalar.Of(has.Value)).Distinct()])
            : null;
    }

    private string? Served(IndexKind kind, string field)
    {
        var index = definition.Indexes.FirstOrDefault(index => index.Kind == kind && index.Fields[0] == field);
        return index is null ? null : SqliteText.Index(definition.Name, index);
    }
}
