using System.Diagnostics.Metrics;
using Virtool.Data.Documents;

namespace Virtool.Data.Changes;

/// <summary>
/// The feed of one process. Publishing and subscribing happen under one lock, so a subscription holds every change after its start, once.
/// The last <see cref="Memory"/> changes are kept: subscribers take them from there,
/// and can have them replayed.
/// </summary>
public sealed class ChangeFeed : IChangeFeed, IChangePublisher, IDisposable
{
    /// <summary>The name of the meter with <c>virtool.changes.subscribers</c> and <c>virtool.changes.lag</c> (changes, of the slowest subscriber).</summary>
    public const string MeterName = "Virtool.Data.Changes";

    /// <summary>How many changes can be replayed.</summary>
    public const int Memory = 10_000;

    private readonly Lock _gate = new();
    private readonly RecentChanges _recent = new(Memory);
    private readonly List<ChangeSubscription> _subscriptions = [];
    private readonly Meter _meter = new(MeterName);
    private Position _position = new(Ids.New(), 0);

    /// <summary>An empty feed of an epoch of its own, until an engine calls <see cref="Begin"/>.</summary>
    public ChangeFeed()
    {
        _meter.CreateObservableGauge("virtool.changes.subscribers", () => SubscriberCount, unit: "{subscriber}", description: "Open subscriptions");
        _meter.CreateObservableGauge("virtool.changes.lag", Lag, unit: "{change}", description: "Changes that the slowest subscriber has not taken yet");
    }

    /// <inheritdoc />
    public int SubscriberCount
    {
        get
        {
            lock (_gate)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <inheritdoc />
    public Position Position
    {
        get
        {
            lock (_gate)
            {
                return _position;
            }
        }
    }

    /// <inheritdoc />
    public void Begin(Position position, IReadOnlyList<Change> recent)
    {
        lock (_gate)
        {
            _position = position;
            _recent.Clear();
            foreach (var change in recent)
            {
                _recent.Add(change);
            }

            foreach (var subscription in _subscriptions)
            {
                subscription.Lose();
            }
        }
    }

    /// <inheritdoc />
    public void Publish(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var change in changes)
            {
                _recent.Add(change);
            }

            _position = _position with { Sequence = changes[^1].Sequence };
            foreach (var subscription in _subscriptions)
            {
                subscription.Wake(changes, _position);
            }
        }
    }

    /// <inheritdoc />
    public IChangeSubscription Subscribe(IReadOnlyCollection<string>? collections = null, Position? since = null, int capacity = 256)
    {
        lock (_gate)
        {
            var known = since is null || IsKnown(since.Value);
            var subscription = new ChangeSubscription(this, collections, known ? since ?? _position : _position, capacity);
            _subscriptions.Add(subscription);
            if (!known)
            {
                subscription.Lose();
            }

            return subscription;
        }
    }

    /// <summary>Stops measuring.</summary>
    public void Dispose() => _meter.Dispose();

    /// <summary>What a subscription has not taken yet, up to a position; null where it is not to be had any more.</summary>
    internal (Change[]? Changes, Position Position) Collect(ChangeSubscription subscription)
    {
        lock (_gate)
        {
            return (subscription.Collect(_recent, _position), _position);
        }
    }

    internal void Remove(ChangeSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private bool IsKnown(Position since) =>
        since.Epoch == _position.Epoch
        && since.Sequence <= _position.Sequence
        && since.Sequence >= _position.Sequence - _recent.Count;

    private long Lag()
    {
        lock (_gate)
        {
            return _subscriptions.Count == 0 ? 0 : _position.Sequence - _subscriptions.Min(subscription => subscription.Taken);
        }
    }
}
