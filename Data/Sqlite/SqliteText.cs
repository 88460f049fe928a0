using System.Globalization;
using System.Text.RegularExpressions;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// The words of SQL that stand for collections, fields and indexes. An index serves a query only where both have the same text of an
/// expression, so both take it from here.
/// </summary>
internal static partial class SqliteText
{
    /// <summary>The name of the parameter at a place, counted from 0.</summary>
    public static string Parameter(int place) => "?" + (place + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A collection's table, quoted.</summary>
    public static string Table(string collection) => CollectionName().IsMatch(collection)
        ? $"\"{collection}\""
        : throw new ArgumentException($"“{collection}” is no name of a collection: it is snake_case, and begins with a letter.", nameof(collection));

    /// <summary>A field of a row (<paramref name="row"/>: nothing, <c>new.</c> or <c>old.</c>).</summary>
    public static string Value(string field, string row = "") => field switch
    {
        "_id" => row + "id",
        "_revision" => row + "revision",
        _ => $"json_extract({row}document, {Path(field)})",
    };

    /// <summary>A field's array as a text, the same for the same elements in the same order; null where it is no array.</summary>
    public static string Array(string field, string row = "") =>
        $"CASE json_type({row}document, {Path(field)}) WHEN 'array' THEN json_extract({row}document, {Path(field)}) END";

    /// <summary>A field's place in the document, as a literal.</summary>
    public static string Path(string field) => FieldName().IsMatch(field)
        ? $"'$.{field}'"
        : throw new ArgumentException($"“{field}” is no path of a field: it is snake_case names with dots.", nameof(field));

    /// <summary>The name of an index, or of the table that serves as one; not quoted.</summary>
    public static string Index(string collection, IndexDefinition index)
    {
        var kind = index switch
        {
            { Kind: IndexKind.Elements } => "elements",
            { Kind: IndexKind.Text } => "text",
            { Unique: true } => "unique",
            _ => "values",
        };
        return $"{collection}__{string.Join("__", index.Fields).Replace('.', '_')}__{kind}";
    }

    /// <summary>The name of the table of texts that wait to go into an index of texts; not quoted.</summary>
    public static string Waiting(string index) => index + "__waiting";

    /// <summary>The name of the table of the arrays behind an index of elements, with how many documents have each; not quoted.</summary>
    public static string Arrays(string index) => index + "__arrays";

    /// <summary>The name of the index of the documents by an array; not quoted.</summary>
    public static string Documents(string index) => index + "__documents";

    /// <summary>The order of a query; ties by id in the last sort's direction.</summary>
    public static string Order(IReadOnlyList<Sort> sorts)
    {
        var last = sorts.Count > 0 && sorts[^1].Descending;
        return string.Join(", ", sorts.Append(new Sort("_id", last)).Select(sort => Value(sort.Field) + (sort.Descending ? " DESC" : "")));
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.NonBacktracking)]
    private static partial Regex CollectionName();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex FieldName();
}
