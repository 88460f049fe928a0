using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Virtool.Data.Changes;

/// <summary>
/// One subscriber's place in the feed. It buffers nothing: it takes what came after its place out of the feed's memory, at most one change a
/// document; where more documents changed than a batch may hold, or the memory does not reach back so far, a resync instead. So a
/// writer has only to wake who waits, and a subscriber that is stuck costs nothing.
/// </summary>
internal sealed class ChangeSubscription(ChangeFeed feed, IReadOnlyCollection<string>? collections, Position start, int capacity) : IChangeSubscription
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<string>? _collections = collections is null ? null : [.. collections];
    private Position _taken = start;
    private bool _isLost;
    private bool _isAwake = true;

    public Position Start { get; } = start;

    /// <summary>The last sequence that was given to the subscriber, or is none of its business. Under the feed's lock, as all that follows.</summary>
    public long Taken => _taken.Sequence;

    /// <summary>Tells that there are changes up to a position. Never waits.</summary>
    public void Wake(IReadOnlyList<Change> changes, Position position)
    {
        if (_isAwake)
        {
            return;
        }

        if (_collections is not null && !changes.Any(change => _collections.Contains(change.Collection)))
        {
            _taken = position;
            return;
        }

        Wake();
    }

    /// <summary>Changes are lost to this subscriber.</summary>
    public void Lose()
    {
        _isLost = true;
        Wake();
    }

    /// <summary>What the subscriber has not taken yet, and nothing of it again; null where it is not to be had any more.</summary>
    public Change[]? Collect(RecentChanges recent, Position position)
    {
        var changes = _isLost || _taken.Sequence < position.Sequence - recent.Count ? null : recent.After(_taken.Sequence);
        (_taken, _isLost, _isAwake) = (position, false, false);
        return changes;
    }

    public async IAsyncEnumerable<ChangeBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        do
        {
            _signal.Reader.TryRead(out _);
            if (Take() is { } batch)
            {
                yield return batch;
            }
        }
        while (await _signal.Reader.WaitToReadAsync(cancellation));
    }

    public void Dispose()
    {
        feed.Remove(this);
        _signal.Writer.TryComplete();
    }

    /// <summary>All that there is, and nothing of it again; null where there is nothing.</summary>
    public ChangeBatch? Take()
    {
        var (changes, position) = feed.Collect(this);
        if (changes is null)
        {
            return new ChangeBatch([], Resync: true, position);
        }

        var latest = new Dictionary<(string Collection, string Id), Change>();
        foreach (var change in changes.Where(change => _collections?.Contains(change.Collection) != false))
        {
            var key = (change.Collection, change.Id);
            latest[key] = latest.TryGetValue(key, out var before) ? Coalesce(before, change) : change;
            if (latest.Count > capacity)
            {
                return new ChangeBatch([], Resync: true, position);
            }
        }

        return latest.Count == 0 ? null : new ChangeBatch([.. latest.Values.OrderBy(change => change.Sequence)], Resync: false, position);
    }

    private void Wake()
    {
        _isAwake = true;
        _signal.Writer.TryWrite(true);
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
}
