using System.Text.Json;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Data.Live;

/// <summary>An open window of a query, typed.</summary>
/// <typeparam name="T">The documents.</typeparam>
public sealed class LiveWindow<T> : LiveWindow
    where T : Document
{
    private readonly Collection<T> _collection;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reading = new(1);
    private Query<T> _query;
    private Extent<T> _read;
    private WindowState<T>? _staged;
    private int _reads;

    internal LiveWindow(Collection<T> collection, Query<T> query, ILiveOwner owner, Action<LiveWindow> close)
        : base(collection.Name, owner, close)
    {
        _collection = collection;
        _query = query;
        _read = new Extent<T>(WindowState<T>.Empty(query), IsRead: false);
        State = _read.State;
    }

    /// <summary>What is shown. It changes only in <see cref="Take"/>, <see cref="QueryAsync"/> and <see cref="Restore"/>.</summary>
    public WindowState<T> State { get; private set; }

    /// <summary>Shows another query; where one is asked for after the other, the last wins.</summary>
    public async Task QueryAsync(Query<T> query, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            _query = query;
        }

        await ReadAsync(new SharedReads(), state => state, cancellation);
        Take();
    }

    /// <summary>Shows what was read a moment ago, without reading; the next batch, or <see cref="LiveWindows.Renew"/>, reads it again.</summary>
    public void Restore(WindowState<T> state)
    {
        lock (_gate)
        {
            _query = state.Query;
            State = state;
        }
    }

    /// <inheritdoc />
    public override bool Take()
    {
        lock (_gate)
        {
            if (_staged is null)
            {
                return false;
            }

            (State, _staged) = (_staged, null);
            return true;
        }
    }

    internal override async Task<IReadOnlyDictionary<string, JsonElement>> ReadFormsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var found = await _collection.FindAsync(Where<T>.IsIn(document => document.Id, ids), cancellation);
        return found.ToDictionary(document => document.Id, Matching.Form, StringComparer.Ordinal);
    }

    internal override bool IsTouchedBy(DocumentChange change)
    {
        lock (_gate)
        {
            // What a reading under way finds may be older than the change.
            return _reads > 0 || _read.IsTouchedBy(change);
        }
    }

    internal override async Task<bool> RenewAsync(IReadOnlySet<string> changed, SharedReads reads, CancellationToken cancellation)
    {
        await ReadAsync(reads, state => state with { Changed = Changed(state, changed) }, cancellation);
        lock (_gate)
        {
            return _staged is not null;
        }
    }

    /// <summary>Readings of one window never overlap, so the last to begin is the last to end.</summary>
    private async Task ReadAsync(SharedReads reads, Func<WindowState<T>, WindowState<T>> mark, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _reads++;
        }

        try
        {
            await _reading.WaitAsync(cancellation);
            try
            {
                Query<T> query;
                lock (_gate)
                {
                    query = _query;
                }

                var state = await reads.ReadAsync(_collection, query, cancellation);
                Stage(mark(state));
            }
            finally
            {
                _reading.Release();
            }
        }
        finally
        {
            lock (_gate)
            {
                _reads--;
            }
        }
    }

    private void Stage(WindowState<T> state)
    {
        lock (_gate)
        {
            _read = new Extent<T>(state, IsRead: true);
            if (!ReferenceEquals(state.Query, _query))
            {
                return;
            }

            var shown = _staged ?? State;
            var isSame = ReferenceEquals(shown.Query, state.Query)
                && shown.Total == state.Total
                && shown.Items.Select(Version).SequenceEqual(state.Items.Select(Version));
            if (!isSame)
            {
                _staged = _staged is null ? state : state with { Changed = new HashSet<string>(state.Changed.Union(_staged.Changed)) };
            }
        }
    }

    private HashSet<string> Changed(WindowState<T> state, IReadOnlySet<string> changed)
    {
        Dictionary<string, long> before;
        lock (_gate)
        {
            before = State.Items.ToDictionary(item => item.Id, item => item.Revision, StringComparer.Ordinal);
        }

        return [.. state.Items
            .Where(item => before.TryGetValue(item.Id, out var revision) ? revision != item.Revision : changed.Contains(item.Id))
            .Select(item => item.Id)];
    }

    private static (string Id, long Revision) Version(T item) => (item.Id, item.Revision);
}
