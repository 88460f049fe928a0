using System.Collections.Concurrent;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Data.Live;

/// <summary>What windows read after one batch of changes: those that ask for the same, as the same page of several people does, read it once.</summary>
internal sealed class SharedReads
{
    private readonly ConcurrentDictionary<(string Collection, string Query), Lazy<Task>> _reads = new();

    /// <summary>What the query finds, as it is after the batch or later.</summary>
    public async Task<WindowState<T>> ReadAsync<T>(Collection<T> collection, Query<T> query, CancellationToken cancellation)
        where T : Document
    {
        var read = _reads.GetOrAdd(
            (collection.Name, QueryKey.Of(query)), _ => new Lazy<Task>(() => WindowState<T>.ReadAsync(collection, query, cancellation)));
        return await (Task<WindowState<T>>)read.Value with { Query = query };
    }
}
