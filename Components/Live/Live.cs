using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Live;
using Virtool.Data.Queries;

namespace Virtool.Components.Live;

/// <summary>
/// A query whose answer stays true as long as its component is shown; see <see cref="LiveComponent.WatchAsync"/>. Read it only while rendering
/// or in the component's own handlers: it changes on the component's dispatcher.
/// </summary>
/// <typeparam name="T">The documents.</typeparam>
public sealed class Live<T>
    where T : Document
{
    private readonly Collection<T> _collection;
    private readonly LiveWindow<T>? _window;
    private WindowState<T> _still;

    internal Live(Collection<T> collection, Query<T> query, LiveWindow<T>? window)
    {
        _collection = collection;
        _window = window;
        _still = WindowState<T>.Empty(query);
    }

    /// <summary>The documents of the window, in its order.</summary>
    public IReadOnlyList<T> Items => State.Items;

    /// <summary>How many the filter finds, within the window and without.</summary>
    public long Total => State.Total;

    /// <summary>The first document, or null: for a query of one.</summary>
    public T? Single => Items.Count == 0 ? null : Items[0];

    /// <summary>The ids of documents that the last batch of changes inserted or changed: what is tinted for a moment.</summary>
    public IReadOnlySet<string> Changed => State.Changed;

    /// <summary>What is asked for.</summary>
    public Query<T> Query => State.Query;

    internal WindowState<T> State => _window?.State ?? _still;

    internal LiveWindow<T>? Window => _window;

    /// <summary>Shows another window, filter or order. The last call wins.</summary>
    public async Task QueryAsync(Query<T> query, CancellationToken cancellation = default)
    {
        if (_window is not null)
        {
            await _window.QueryAsync(query, cancellation);
            return;
        }

        _still = await WindowState<T>.ReadAsync(_collection, query, cancellation);
    }
}
