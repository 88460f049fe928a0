using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Data.Live;

/// <summary>What a window shows.</summary>
/// <typeparam name="T">The documents.</typeparam>
/// <param name="Query">What was asked for.</param>
/// <param name="Items">The documents of the window, in its order.</param>
/// <param name="Total">How many the filter finds, within the window and without.</param>
/// <param name="Changed">The ids of those of <paramref name="Items"/> that the last batch of changes inserted or changed.</param>
public sealed record WindowState<T>(Query<T> Query, IReadOnlyList<T> Items, long Total, IReadOnlySet<string> Changed)
    where T : Document
{
    /// <summary>Nothing, of a query that is not read yet.</summary>
    public static WindowState<T> Empty(Query<T> query) => new(query, [], 0, new HashSet<string>());

    /// <summary>Reads a query; the total costs a second reading only where the window does not show it.</summary>
    public static async Task<WindowState<T>> ReadAsync(Collections.Collection<T> collection, Query<T> query, CancellationToken cancellation)
    {
        var items = await collection.FindAsync(query, cancellation);
        var isWhole = items.Count < query.Limit && (query.Skip == 0 || items.Count > 0);
        var total = isWhole ? query.Skip + items.Count : await collection.CountAsync(query.Filter, cancellation);
        return new WindowState<T>(query, items, total, new HashSet<string>());
    }
}
