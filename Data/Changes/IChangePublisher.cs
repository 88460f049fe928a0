namespace Virtool.Data.Changes;

/// <summary>The engine's side of the feed: it alone knows the order of the commits. Both calls never wait for a subscriber.</summary>
public interface IChangePublisher
{
    /// <summary>
    /// Tells where the database stands, and its last changes, which can then be replayed: when it is opened; and again where changes were
    /// missed that are kept no longer, so that every subscriber reads again what it shows.
    /// </summary>
    /// <param name="position">The last committed change.</param>
    /// <param name="recent">The last changes up to there, in their order, without a gap.</param>
    void Begin(Position position, IReadOnlyList<Change> recent);

    /// <summary>Publishes committed changes. Each has the sequence after that of the change before.</summary>
    void Publish(IReadOnlyList<Change> changes);
}
