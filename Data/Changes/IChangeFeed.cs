namespace Virtool.Data.Changes;

/// <summary>The ordered sequence of all committed writes. A slow subscriber never slows a writer.</summary>
public interface IChangeFeed
{
    /// <summary>Subscribes from now, or from a position; a position that is unknown, or too old, gives a <see cref="ChangeBatch.Resync"/> first.</summary>
    /// <param name="collections">The collections listened to; null for all.</param>
    /// <param name="since">From after which change; null for now.</param>
    /// <param name="capacity">How many documents its buffer holds before it is given up for a resync.</param>
    IChangeSubscription Subscribe(IReadOnlyCollection<string>? collections = null, Position? since = null, int capacity = 256);

    /// <summary>The last committed change.</summary>
    Position Position { get; }

    /// <summary>How many subscriptions are open.</summary>
    int SubscriberCount { get; }
}
