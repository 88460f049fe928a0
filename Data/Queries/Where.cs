using System.Linq.Expressions;
using Virtool.Data.Documents;

namespace Virtool.Data.Queries;

/// <summary>Builds filters over the fields of a document: <c>Where&lt;Sample&gt;.Is(sample =&gt; sample.Name, "VT-1") &amp; …</c>.</summary>
/// <typeparam name="T">The document that the fields are of.</typeparam>
public static class Where<T>
    where T : Document
{
    /// <summary>The field is the value.</summary>
    public static Filter Is<TValue>(Expression<Func<T, TValue>> field, TValue value) => new Filter.Equal(Field.Path(field), Field.Value(value));

    /// <summary>The field is not the value.</summary>
    public static Filter IsNot<TValue>(Expression<Func<T, TValue>> field, TValue value) => new Filter.NotEqual(Field.Path(field), Field.Value(value));

    /// <summary>The field is one of the values.</summary>
    public static Filter IsIn<TValue>(Expression<Func<T, TValue>> field, IEnumerable<TValue> values) =>
        new Filter.In(Field.Path(field), [.. values.Select(value => Field.Value(value))]);

    /// <summary>The field is the value or more.</summary>
    public static Filter AtLeast<TValue>(Expression<Func<T, TValue>> field, TValue value) => new Filter.Range(Field.Path(field), AtLeast: Field.Value(value));

    /// <summary>The field is more than the value.</summary>
    public static Filter Above<TValue>(Expression<Func<T, TValue>> field, TValue value) => new Filter.Range(Field.Path(field), Above: Field.Value(value));

    /// <summary>The field is the value or less.</summary>
    public static Filter AtMost<TValue>(Expression<Func<T, TValue>> field, TValue value) => new Filter.Range(Field.Path(field), AtMost: Field.Value(value));

    /// <summary>The field is less than the value.</summary>
    public static Filter Below<TValue>(Expression<Func<T, TValue>> field, TValue value) => new Filter.Range(Field.Path(field), Below: Field.Value(value));

    /// <summary>The field's text contains the text, without regard to case and accents.</summary>
    public static Filter Contains(Expression<Func<T, string?>> field, string text) => new Filter.Contains(Field.Path(field), text);

    /// <summary>The array has the value among its elements.</summary>
    public static Filter Has<TValue>(Expression<Func<T, IEnumerable<TValue>>> field, TValue value) => new Filter.Has(Field.Path(field), Field.Value(value));
}
