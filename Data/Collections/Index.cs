using System.Linq.Expressions;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Collections;

/// <summary>Builds the definitions of a collection's indexes from its fields.</summary>
/// <typeparam name="T">The documents.</typeparam>
public static class Index<T>
    where T : Document
{
    /// <summary>For equality, ranges and sorting, by these fields in their order.</summary>
    public static IndexDefinition On(params Expression<Func<T, object?>>[] fields) => new(IndexKind.Values, [.. fields.Select(Field.Path)]);

    /// <summary>No two documents have these values.</summary>
    public static IndexDefinition Unique(params Expression<Func<T, object?>>[] fields) => new(IndexKind.Values, [.. fields.Select(Field.Path)], Unique: true);

    /// <summary>For finding by an element of an array.</summary>
    public static IndexDefinition Elements(Expression<Func<T, object?>> field) => new(IndexKind.Elements, [Field.Path(field)]);

    /// <summary>For finding by a part of a text.</summary>
    public static IndexDefinition Text(Expression<Func<T, object?>> field) => new(IndexKind.Text, [Field.Path(field)]);
}
