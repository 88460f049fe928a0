using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Virtool.Data.Changes;

/// <summary>The buffer of one subscriber: at most one change a document, at most so many documents, else a resync.</summary>
internal sealed class ChangeSubscription : IChangeSubscription
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Collection, string Id), Change> _pending = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<string>? _collections;
    private readonly int _capacity;
    private readonly Action<ChangeSubscription> _remove;
    private bool _resync;
    private Position _offered;
    private long _taken;

    public ChangeSubscription(IReadOnlyCollection<string>? collections, Position start, int capacity, Action<ChangeSubscription> remove)
    {
        _collections = collections is null ? null : [.. collections];
        _capacity = capacity;
        _remove = remove;
        _offered = start;
        _taken = start.Sequence;
        Start = start;
    }

    public Position Start { get; }

    /// <summary>The last sequence that was given to the subscriber, or is none of its business.</summary>
    public long Taken
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count == 0 && !_resync ? _offered.Sequence : _taken;
            }
        }
    }

    /// <summary>Adds changes up to a position. Never waits.</summary>
    public void Offer(IReadOnlyList<Change> changes, Position position)
    {
        bool wake;
        lock (_gate)
        {
            _offered = position;
            foreach (var change in changes)
            {
                Add(change);
            }

            wake = _resync || _pending.Count > 0;
        }

        if (wake)
        {
            _signal.Writer.TryWrite(true);
        }
    }

    /// <summary>Changes up to a position are lost to this subscriber.</summary>
    public void Lose(Position position)
    {
        lock (_gate)
        {
            _offered = position;
            _pending.Clear();
            _resync = true;
        }

        _signal.Writer.TryWrite(true);
    }

    public async IAsyncEnumerable<ChangeBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _signal.Reader.WaitToReadAsync(cancellation))
        {
            _signal.Reader.TryRead(out _);
            if (Take() is { } batch)
            {
                yield return batch;
            }
        }
    }

    public void Dispose()
    {
        _remove(this);
        _signal.Writer.TryComplete();
    }

    private void Add(Change change)
    {
        if (_resync || _collections?.Contains(change.Collection) == false)
        {
            return;
        }

        var key = (change.Collection, change.Id);
        _pending[key] = _pending.TryGetValue(key, out var before) ? Coalesce(before, change) : change;
        if (_pending.Count > _capacity)
        {
            _pending.Clear();
            _resync = true;
        }
    }

    /// <summary>
    /// The two as one, for a reader that knows nothing of the first. An insert and a deletion stay a deletion: a reader may have read the
    /// document in between.
    /// </summary>
    private static Change Coalesce(Change before, Change after) => (before.Operation, after.Operation) switch
    {
        (ChangeOperation.Insert, ChangeOperation.Update) => after with { Operation = ChangeOperation.Insert },
        (ChangeOperation.Delete, ChangeOperation.Insert) => after with { Operation = ChangeOperation.Update },
        _ => after,
    };

    /// <summary>All that there is, and nothing of it again; null where there is nothing.</summary>
    public ChangeBatch? Take()
    {
        lock (_gate)
        {
            if (!_resync && _pending.Count == 0)
            {
                return null;
            }

            var batch = new ChangeBatch([.. _pending.Values.OrderBy(change => change.Sequence)], _resync, _offered);
            _pending.Clear();
            _resync = false;
            _taken = _offered.Sequence;
            return batch;
        }
    }
}
