namespace Virtool.Data.Queries;

/// <summary>
/// What documents are asked for: a small typed tree that every engine, and memory, answer alike. Made with <see cref="Where{T}"/>.
/// A field is a path of snake_case names with dots (<c>user.id</c>). Values are strings, booleans, whole numbers, doubles, dates, or null.
/// A field that is missing counts as null. Comparisons with null are true only for <see cref="Equal"/> null and <see cref="NotEqual"/> of something.
/// </summary>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>Every document.</summary>
    public static Filter All { get; } = new And([]);

    /// <summary>Both hold.</summary>
    public static Filter operator &(Filter left, Filter right) => (left, right) switch
    {
        (And { Filters.Count: 0 }, _) => right,
        (_, And { Filters.Count: 0 }) => left,
        _ => new And([left, right]),
    };

    /// <summary>At least one holds.</summary>
    public static Filter operator |(Filter left, Filter right) => new Or([left, right]);

    /// <summary>Named twin of <c>&amp;</c>.</summary>
    public static Filter BitwiseAnd(Filter left, Filter right) => left & right;

    /// <summary>Named twin of <c>|</c>.</summary>
    public static Filter BitwiseOr(Filter left, Filter right) => left | right;

    /// <summary>The field is the value.</summary>
    public sealed record Equal(string Field, object? Value) : Filter;

    /// <summary>The field is not the value; a missing field is not "x" either.</summary>
    public sealed record NotEqual(string Field, object? Value) : Filter;

    /// <summary>The field is one of the values; none of them: no document.</summary>
    public sealed record In(string Field, IReadOnlyList<object?> Values) : Filter;

    /// <summary>The field lies between the bounds; a bound that is null is open.</summary>
    public sealed record Range(string Field, object? AtLeast = null, object? Above = null, object? AtMost = null, object? Below = null) : Filter;

    /// <summary>The field's text contains the text, without regard to case and accents, every character literally.</summary>
    public sealed record Contains(string Field, string Text) : Filter;

    /// <summary>The field is an array with the value among its elements.</summary>
    public sealed record Has(string Field, object? Value) : Filter;

    /// <summary>All hold; none given: true.</summary>
    public sealed record And(IReadOnlyList<Filter> Filters) : Filter;

    /// <summary>At least one holds; none given: false.</summary>
    public sealed record Or(IReadOnlyList<Filter> Filters) : Filter;
}
