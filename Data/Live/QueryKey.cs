using System.Text.Json;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Data.Live;

/// <summary>A query as a text: two that have the same ask for the same.</summary>
internal static class QueryKey
{
    /// <summary>The text of a query.</summary>
    public static string Of<T>(Query<T> query)
        where T : Document => JsonSerializer.Serialize(
        new object[] { Form(query.Filter), query.Sorts.Select(sort => new object[] { sort.Field, sort.Descending }).ToArray(), query.Skip, query.Limit });

    private static object?[] Form(Filter filter) => filter switch
    {
        Filter.Equal equal => ["equal", equal.Field, Scalar.Of(equal.Value)],
        Filter.NotEqual unequal => ["not", unequal.Field, Scalar.Of(unequal.Value)],
        Filter.In any => ["in", any.Field, any.Values.Select(Scalar.Of).ToArray()],
        Filter.Range range => ["range", range.Field, Scalar.Of(range.AtLeast), Scalar.Of(range.Above), Scalar.Of(range.AtMost), Scalar.Of(range.Below)],
        Filter.Contains contains => ["contains", contains.Field, contains.Text],
        Filter.Has has => ["has", has.Field, Scalar.Of(has.Value)],
        Filter.And and => ["and", .. and.Filters.Select(Form)],
        Filter.Or or => ["or", .. or.Filters.Select(Form)],
        _ => throw new ArgumentException($"{filter.GetType().Name} is no filter that can be answered.", nameof(filter)),
    };
}
