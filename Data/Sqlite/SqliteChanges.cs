using Virtool.Data.Changes;

namespace Virtool.Data.Sqlite;

/// <summary>
/// Carries the committed rows of <c>_changes</c> to the feed: after each commit of ours, and when another process has committed. Their
/// sequence is the order of the commits, since SQLite has one writer at a time.
/// </summary>
internal sealed class SqliteChanges
{
    /// <summary>How many old ones are removed at a time: no write waits for longer.</summary>
    private const long Portion = 1_000;

    private const string Columns = "SELECT sequence, collection, operation, id, revision FROM _changes";

    private readonly IChangePublisher _publisher;
    private readonly SqliteOptions _options;
    private readonly string _epoch;
    private long _last;
    private long _version;
    private long? _forgotten;

    public SqliteChanges(SqliteSession session, string epoch, IChangePublisher publisher, SqliteOptions options)
    {
        _publisher = publisher;
        _options = options;
        _epoch = epoch;
        _version = Version(session);
        var recent = session.Rows($"SELECT * FROM ({Columns} ORDER BY sequence DESC LIMIT {ChangeFeed.Memory}) ORDER BY sequence", Read);
        _last = recent.Count > 0 ? recent[^1].Sequence : 0;
        publisher.Begin(new Position(epoch, _last), recent);
    }

    /// <summary>Publishes what was committed since the last time.</summary>
    public void Publish(SqliteSession session)
    {
        var changes = session.Rows(Columns + " WHERE sequence > ?1 ORDER BY sequence", Read, _last);
        if (changes.Count == 0)
        {
            return;
        }

        var isWhole = changes[0].Sequence == _last + 1;
        _last = changes[^1].Sequence;
        if (isWhole)
        {
            _publisher.Publish(changes);
        }
        else
        {
            // This process stood still for so long that some were removed.
            _publisher.Begin(new Position(_epoch, _last), [.. changes.TakeLast(ChangeFeed.Memory)]);
        }
    }

    /// <summary>Removes, now and then, what is older than it is kept. The last one stays: the next sequence is one more.</summary>
    public void Forget(SqliteSession session)
    {
        if (_forgotten is { } last && TimeProvider.System.GetElapsedTime(last) < _options.BetweenForgetting)
        {
            return;
        }

        _forgotten = TimeProvider.System.GetTimestamp();
        var removed = session.Run(
            "DELETE FROM _changes WHERE sequence IN (SELECT sequence FROM _changes ORDER BY sequence LIMIT ?1) AND committed < unixepoch('subsec') - ?2 "
            + "AND sequence < (SELECT max(sequence) FROM _changes)",
            Portion,
            _options.Kept.TotalSeconds);
        _forgotten = removed == Portion ? null : _forgotten;
    }

    /// <summary>Publishes what other processes committed, if any did.</summary>
    public void PublishForeign(SqliteSession session)
    {
        var version = Version(session);
        if (version != _version)
        {
            Publish(session);
            _version = version;
        }
    }

    private static long Version(SqliteSession session) => (long)session.Value("PRAGMA data_version")!;

    private static Change Read(SqliteStatement row) =>
        new(row.Number(0), row.Text(1), (ChangeOperation)row.Number(2), row.Text(3), row.Number(4));
}
