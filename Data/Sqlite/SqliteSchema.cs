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
            Ensure(session, definition, index);
        }
    }

    private static void Announce(SqliteSession session, string collection, string on, ChangeOperation operation, string row) => session.Run(
        $"""
        CREATE TRIGGER IF NOT EXISTS "{collection}__{on}__change" AFTER {on} ON "{collection}" BEGIN
            INSERT INTO _changes (collection, operation, id, revision, committed)
            VALUES ('{collection}', {(int)operation}, {row}.id, {row}.revision, unixepoch('subsec'));
        END
        """);

    private static void Ensure(SqliteSession session, CollectionDefinition definition, IndexDefinition index)
    {
        var name = SqliteText.Index(definition.Name, index);
        switch (index.Kind)
        {
            case IndexKind.Values:
                EnsureValues(session, definition, index, name);
                break;
            case IndexKind.Elements:
                EnsureElements(session, definition, index.Fields[0], name);
                break;
            case IndexKind.Text when !IsThere(session, SqliteText.Waiting(name)):
                MakeText(session, definition.Name, index.Fields[0], name);
                break;
            case IndexKind.Text:
                break;
            default:
                throw new ArgumentException($"{index.Kind} is no kind of index.", nameof(index));
        }
    }

    /// <summary>
    /// Beside the fields the index holds the arrays that are filtered by: so a page or a count of what somebody may see looks only into the
    /// documents that it gives.
    /// </summary>
    private static void EnsureValues(SqliteSession session, CollectionDefinition definition, IndexDefinition index, string name)
    {
        var fields = index.Fields.Select(field => SqliteText.Value(field)).ToArray();
        EnsureIndex(session, name, index.Unique
            ? $"CREATE UNIQUE INDEX \"{name}\" ON \"{definition.Name}\" ({string.Join(", ", fields)}) WHERE {string.Join(" AND ", fields.Select(field => field + " IS NOT NULL"))}"
            : $"CREATE INDEX \"{name}\" ON \"{definition.Name}\" ({string.Join(", ", [.. fields, "id", .. Arrays(definition)])})");
    }

    private static IEnumerable<string> Arrays(CollectionDefinition definition) =>
        definition.Indexes.Where(index => index.Kind == IndexKind.Elements).Select(index => SqliteText.Array(index.Fields[0]));

    /// <summary>
    /// Documents share their arrays: a few readers make a few hundred of them. So each array is kept once, with how many documents have it,
    /// and found by its elements; counting what somebody may see is adding up a few numbers. Documents are found by their arrays in an index
    /// that holds the fields of all others, so that few are sorted and filtered without looking into them.
    /// </summary>
    private static void EnsureElements(SqliteSession session, CollectionDefinition definition, string field, string name)
    {
        var array = SqliteText.Array(field);
        var others = definition.Indexes.Where(index => index.Kind == IndexKind.Values).SelectMany(index => index.Fields).Distinct().Select(other => SqliteText.Value(other));
        var documents = SqliteText.Documents(name);
        EnsureIndex(session, documents, $"CREATE INDEX \"{documents}\" ON \"{definition.Name}\" ({string.Join(", ", [array, .. others, "id"])})");
        if (!IsThere(session, SqliteText.Arrays(name)))
        {
            MakeElements(session, definition.Name, field, name);
        }
    }

    /// <summary>Columns have no type: with one, SQLite would not compare them with an expression by the expression's index.</summary>
    private static void MakeElements(SqliteSession session, string collection, string field, string name)
    {
        var arrays = SqliteText.Arrays(name);
        var (old, now) = (SqliteText.Array(field, "old."), SqliteText.Array(field, "new."));
        Forget(session, name);
        session.Run($"CREATE TABLE \"{name}\" (value, elements NOT NULL, PRIMARY KEY (value, elements)) WITHOUT ROWID");
        session.Run($"CREATE TABLE \"{arrays}\" (elements PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID");
        session.Run(
            $"""
            CREATE TRIGGER "{arrays}__insert" AFTER INSERT ON "{arrays}" BEGIN
                INSERT OR IGNORE INTO "{name}" SELECT element.atom, new.elements FROM json_each(new.elements) element WHERE element.atom IS NOT NULL;
            END
            """);
        session.Run(
            $"""
            CREATE TRIGGER "{arrays}__unused" AFTER UPDATE ON "{arrays}" WHEN new.documents = 0 BEGIN
                DELETE FROM "{name}" WHERE value IN (SELECT atom FROM json_each(new.elements)) AND elements = new.elements;
                DELETE FROM "{arrays}" WHERE elements = new.elements;
            END
            """);
        Follow(
            session,
            collection,
            name,
            field,
            $"UPDATE \"{arrays}\" SET documents = documents - 1 WHERE elements = {old}",
            $"INSERT INTO \"{arrays}\" SELECT {now}, 1 WHERE {now} IS NOT NULL ON CONFLICT DO UPDATE SET documents = documents + 1");
        session.Run($"INSERT INTO \"{arrays}\" SELECT {SqliteText.Array(field)}, count(*) FROM \"{collection}\" WHERE {SqliteText.Array(field)} IS NOT NULL GROUP BY 1");
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

    /// <summary>An index that is there with other columns is made anew.</summary>
    private static void EnsureIndex(SqliteSession session, string name, string sql)
    {
        if (session.Value("SELECT sql FROM sqlite_master WHERE name = ?1", name) as string == sql)
        {
            return;
        }

        session.Run($"DROP INDEX IF EXISTS \"{name}\"");
        session.Run(sql);
    }

    /// <summary>An index as version 0.1 made it is made anew.</summary>
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
