using System.Linq.Expressions;
using Virtool.Data.Documents;

namespace Virtool.Data.Queries;

/// <summary>A window of a collection: what, in which order, from where, how many.</summary>
/// <typeparam name="T">The documents asked for.</typeparam>
public sealed record Query<T>
    where T : Document
{
    /// <summary>Every document, by id.</summary>
    public static Query<T> All { get; } = new();

    /// <summary>What is asked for.</summary>
    public Filter Filter { get; init; } = Filter.All;

    /// <summary>First by the first, ties by the next, at last by id.</summary>
    public IReadOnlyList<Sort> Sorts { get; init; } = [];

    /// <summary>How many of the first are left out.</summary>
    public int Skip { get; init; }

    /// <summary>How many are given at the most.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>The document with the id alone.</summary>
    public static Query<T> ById(string id) => new() { Filter = new Filter.Equal("_id", id) };

    /// <summary>And-ed to what is asked for.</summary>
    public Query<T> Where(Filter filter) => this with { Filter = Filter & filter };

    /// <summary>And then by this field.</summary>
    public Query<T> OrderBy<TValue>(Expression<Func<T, TValue>> field, bool descending = false) =>
        this with { Sorts = [.. Sorts, new Sort(Field.Path(field), descending)] };

    /// <summary>A window of it.</summary>
    public Query<T> Window(int skip, int limit) => this with { Skip = skip, Limit = limit };
}
