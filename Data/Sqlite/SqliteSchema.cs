using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// Makes tables, indexes and triggers. What follows from a write (elements, folded texts, the change) is made by triggers, in the write's
/// own transaction, whichever process writes.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>How many texts wait until they go into their index together: in one piece that costs little more than a single one.</summary>
    private const int Waiting = 64;

    /// <summary>Makes what the database needs before any collection; gives the epoch of its changes.</summary>
    public static string Open(SqliteSession session)
    {
        session.Run("CREATE TABLE IF NOT EXISTS _meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        session.Run(
            """
            CREATE TABLE IF NOT EXISTS _changes (
                sequence INTEGER PRIMARY KEY, collection TEXT NOT NULL, operation INTEGER NOT NULL,
                id TEXT NOT NULL, revision INTEGER NOT NULL, committed REAL NOT NULL)
            """);
        session.Run("INSERT OR IGNORE INTO _meta (name, value) VALUES ('epoch', ?1)", Ids.New());
        return (string)session.Value("SELECT value FROM _meta WHERE name = 'epoch'")!;
    }

    /// <summary>Makes what a collection needs, and fills the indexes that are new.</summary>
    public static void Ensure(SqliteSession session, CollectionDefinition definition)
    {
        var table = SqliteText.Table(definition.Name);
        session.Run(
            $"""
            CREATE TABLE IF NOT EXISTS {table} (
                key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, document TEXT NOT NULL)
            """);
        Announce(session, definition.Name, "INSERT", ChangeOperation.Insert, "new");
        Announce(session, definition.Name, "UPDATE", ChangeOperation.Update, "new");
        Announce(session, definition.Name, "DELETE", ChangeOperation.Delete, "old");
        foreach (var index in definition.Indexes)
        {
            Ensure(session, definition.Name, index);
        }
    }

    private static void Announce(SqliteSession session, string collection, string on, ChangeOperation operation, string row) => session.Run(
        $"""
        CREATE TRIGGER IF NOT EXISTS "{collection}__{on}__change" AFTER {on} ON "{collection}" BEGIN
            INSERT INTO _changes (collection, operation, id, revision, committed)
            VALUES ('{collection}', {(int)operation}, {row}.id, {row}.revision, unixepoch('subsec'));
        END
        """);

    private static void Ensure(SqliteSession session, string collection, IndexDefinition index)
    {
        var name = SqliteText.Index(collection, index);
        if (IsThere(session, index.Kind == IndexKind.Text ? SqliteText.Waiting(name) : name))
        {
            return;
        }

        switch (index.Kind)
        {
            case IndexKind.Values:
                MakeValues(session, collection, index, name);
                break;
            case IndexKind.Elements:
                MakeElements(session, collection, index.Fields[0], name);
                break;
            case IndexKind.Text:
                MakeText(session, collection, index.Fields[0], name);
                break;
            default:
                throw new ArgumentException($"{index.Kind} is no kind of index.", nameof(index));
        }
    }

    private static void MakeValues(SqliteSession session, string collection, IndexDefinition index, string name)
    {
        var fields = index.Fields.Select(field => SqliteText.Value(field)).ToArray();
        session.Run(index.Unique
            ? $"CREATE UNIQUE INDEX \"{name}\" ON \"{collection}\" ({string.Join(", ", fields)}) WHERE {string.Join(" AND ", fields.Select(field => field + " IS NOT NULL"))}"
            : $"CREATE INDEX \"{name}\" ON \"{collection}\" ({string.Join(", ", fields)}, id)");
    }

    private static void MakeElements(SqliteSession session, string collection, string field, string name)
    {
        session.Run($"CREATE TABLE \"{name}\" (value, key INTEGER NOT NULL, PRIMARY KEY (value, key)) WITHOUT ROWID");
        session.Run($"CREATE INDEX \"{name}__key\" ON \"{name}\" (key)");
        var path = SqliteText.Path(field);
        string Fill(string row, string from) =>
            $"""
            INSERT OR IGNORE INTO "{name}" (value, key)
            SELECT element.atom, {row}.key FROM {from}json_each({row}.document, {path}) element
            WHERE json_type({row}.document, {path}) = 'array' AND element.atom IS NOT NULL
            """;
        Follow(session, collection, name, field, $"DELETE FROM \"{name}\" WHERE key = old.key", Fill("new", ""));
        session.Run(Fill("row", $"\"{collection}\" row, "));
    }

    /// <summary>The index of texts, and the last few texts, which wait in a table of their own and are looked at one by one.</summary>
    private static void MakeText(SqliteSession session, string collection, string field, string name)
    {
        var waiting = SqliteText.Waiting(name);
        Forget(session, name);
        session.Run($"CREATE VIRTUAL TABLE \"{name}\" USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1')");
        session.Run($"CREATE TABLE \"{waiting}\" (key INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        session.Run(
            $"""
            CREATE TRIGGER "{waiting}__full" AFTER INSERT ON "{waiting}" WHEN (SELECT count(*) FROM "{waiting}") >= {Waiting} BEGIN
                INSERT INTO "{name}" (rowid, text) SELECT key, text FROM "{waiting}";
                DELETE FROM "{waiting}";
            END
            """);
        string Fill(string into, string row, string from) =>
            $"""
            INSERT INTO {into} SELECT {row}.key, fold({SqliteText.Value(field, row + ".")}) {from}
            WHERE typeof({SqliteText.Value(field, row + ".")}) = 'text'
            """;
        var remove = $"DELETE FROM \"{waiting}\" WHERE key = old.key; DELETE FROM \"{name}\" WHERE rowid = old.key";
        Follow(session, collection, name, field, remove, Fill($"\"{waiting}\" (key, text)", "new", ""));
        session.Run(Fill($"\"{name}\" (rowid, text)", "row", $"FROM \"{collection}\" row"));
    }

    /// <summary>An index as version 0.1 made it, without texts that wait, is made anew.</summary>
    private static void Forget(SqliteSession session, string name)
    {
        session.Run($"DROP TABLE IF EXISTS \"{name}\"");
        foreach (var on in (string[])["insert", "delete", "update"])
        {
            session.Run($"DROP TRIGGER IF EXISTS \"{name}__{on}\"");
        }
    }

    private static bool IsThere(SqliteSession session, string name) => session.Value("SELECT 1 FROM sqlite_master WHERE name = ?1", name) is not null;

    /// <summary>Keeps an index's table true: <paramref name="remove"/> what was of a row, <paramref name="fill"/> in what is.</summary>
    private static void Follow(SqliteSession session, string collection, string name, string field, string remove, string fill)
    {
        session.Run($"CREATE TRIGGER \"{name}__insert\" AFTER INSERT ON \"{collection}\" BEGIN {fill}; END");
        session.Run($"CREATE TRIGGER \"{name}__delete\" AFTER DELETE ON \"{collection}\" BEGIN {remove}; END");
        session.Run(
            $"""
            CREATE TRIGGER "{name}__update" AFTER UPDATE OF document ON "{collection}"
            WHEN {SqliteText.Value(field, "old.")} IS NOT {SqliteText.Value(field, "new.")} BEGIN {remove}; {fill}; END
            """);
    }
}
