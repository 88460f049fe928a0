using Microsoft.Data.Sqlite;
using Virtool.Data.Changes;

namespace Virtool.Data.Sqlite;

/// <summary>
/// Carries the committed rows of <c>_changes</c> to the feed: after each commit of ours, and when another process has committed. Their
/// sequence is the order of the commits, since SQLite has one writer at a time.
/// </summary>
internal sealed class SqliteChanges
{
    private const int Kept = 24 * 60 * 60;
    private const string Columns = "SELECT sequence, collection, operation, id, revision FROM _changes";

    private readonly IChangePublisher _publisher;
    private long _last;
    private long _version;

    public SqliteChanges(SqliteSession session, string epoch, IChangePublisher publisher)
    {
        _publisher = publisher;
        session.Run($"DELETE FROM _changes WHERE committed < unixepoch() - {Kept}");
        _version = Version(session);
        var recent = session.Rows($"SELECT * FROM ({Columns} ORDER BY sequence DESC LIMIT {ChangeFeed.Memory}) ORDER BY sequence", Read);
        _last = recent.Count > 0 ? recent[^1].Sequence : session.Value("SELECT seq FROM sqlite_sequence WHERE name = '_changes'") as long? ?? 0;
        publisher.Begin(new Position(epoch, _last), recent);
    }

    /// <summary>Publishes what was committed since the last time.</summary>
    public void Publish(SqliteSession session)
    {
        var changes = session.Rows(Columns + " WHERE sequence > @p0 ORDER BY sequence", Read, _last);
        if (changes.Count > 0)
        {
            _last = changes[^1].Sequence;
            _publisher.Publish(changes);
        }
    }

    /// <summary>Publishes what other processes committed, if any did.</summary>
    public void PublishForeign(SqliteSession session)
    {
        var version = Version(session);
        if (version != _version)
        {
            _version = version;
            Publish(session);
        }
    }

    private static long Version(SqliteSession session) => (long)session.Value("PRAGMA data_version")!;

    private static Change Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), (ChangeOperation)row.GetInt32(2), row.GetString(3), row.GetInt64(4));
}
