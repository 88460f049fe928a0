using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>A collection that is ensured, with the statements for a document of an id.</summary>
internal sealed class SqliteTable(CollectionDefinition definition)
{
    private readonly string _table = SqliteText.Table(definition.Name);

    public CollectionDefinition Definition => definition;

    /// <summary>By id.</summary>
    public string Get => field ??= $"SELECT document FROM {_table} WHERE id = ?1";

    /// <summary>Of id and document.</summary>
    public string Insert => field ??= $"INSERT INTO {_table} (id, revision, document) VALUES (?1, 1, ?2)";

    /// <summary>By id; of the new revision and the document.</summary>
    public string Replace => field ??= $"UPDATE {_table} SET revision = ?2, document = ?3 WHERE id = ?1 AND revision = ?2 - 1";

    /// <summary>By id.</summary>
    public string Delete => field ??= $"DELETE FROM {_table} WHERE id = ?1";

    /// <summary>By id and revision.</summary>
    public string DeleteRevision => field ??= $"DELETE FROM {_table} WHERE id = ?1 AND revision = ?2";
}
