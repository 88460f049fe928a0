using System.Text.Json;
using Microsoft.Data.Sqlite;
using Virtool.Data.Documents;

namespace Virtool.Benchmarks.Store;

/// <summary>
/// What one writes by hand with Microsoft.Data.Sqlite: one table, one index of values, one connection behind a lock, prepared statements,
/// each insert a commit. Documents are the same JSON, read and written by the same serialiser; the pragmas are those of the engine.
/// Without an index of texts: containing is looked for row by row.
/// </summary>
internal sealed class RawEngine : IEngine
{
    private static readonly string Newest = $"ORDER BY json_extract(document, '$.created_at') DESC, id DESC LIMIT {IEngine.Page}";

    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _page;
    private readonly SqliteCommand _contain;

    /// <summary>Opens a new database.</summary>
    public RawEngine(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using var schema = _connection.CreateCommand();
        schema.CommandText =
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -16000;
            PRAGMA temp_store = MEMORY;
            CREATE TABLE specimens (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, document TEXT NOT NULL);
            CREATE INDEX specimens_newest ON specimens (json_extract(document, '$.owner'), json_extract(document, '$.created_at'), id);
            """;
        schema.ExecuteNonQuery();
        _insert = Prepare("INSERT INTO specimens (id, revision, document) VALUES (@id, 1, @document)", "@id", "@document");
        _find = Prepare("SELECT document FROM specimens WHERE id = @id", "@id");
        _page = Prepare($"SELECT document FROM specimens WHERE json_extract(document, '$.owner') = @owner {Newest}", "@owner");
        _contain = Prepare($"SELECT document FROM specimens WHERE instr(json_extract(document, '$.search'), @text) > 0 {Newest}", "@text");
    }

    /// <inheritdoc />
    public async Task FillAsync(IEnumerable<Specimen> specimens)
    {
        await using var transaction = (SqliteTransaction)await _connection.BeginTransactionAsync();
        _insert.Transaction = transaction;
        foreach (var specimen in specimens)
        {
            Insert(specimen.Id, Text(specimen));
        }

        await transaction.CommitAsync();
        _insert.Transaction = null;
    }

    /// <inheritdoc />
    public async Task InsertAsync(Specimen specimen)
    {
        var text = Text(specimen);
        await _turn.WaitAsync();
        try
        {
            // On a thread of the pool, lest the writers run one after the other on the caller's.
            await Task.Run(() => Insert(specimen.Id, text));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Specimen>> FindAsync(string id) => Task.FromResult(Read(_find, id));

    /// <inheritdoc />
    public Task<IReadOnlyList<Specimen>> PageAsync(string owner) => Task.FromResult(Read(_page, owner));

    /// <inheritdoc />
    public Task<IReadOnlyList<Specimen>> ContainAsync(string text) => Task.FromResult(Read(_contain, text));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var command in (SqliteCommand[])[_insert, _find, _page, _contain])
        {
            await command.DisposeAsync();
        }

        await _connection.DisposeAsync();
        _turn.Dispose();
    }

    private static string Text(Specimen specimen) => JsonSerializer.Serialize(specimen with { Revision = 1 }, Json.Stored);

    private void Insert(string id, string text)
    {
        _insert.Parameters[0].Value = id;
        _insert.Parameters[1].Value = text;
        _insert.ExecuteNonQuery();
    }

    private static IReadOnlyList<Specimen> Read(SqliteCommand command, string value)
    {
        command.Parameters[0].Value = value;
        using var reader = command.ExecuteReader();
        var found = new List<Specimen>();
        while (reader.Read())
        {
            found.Add(JsonSerializer.Deserialize<Specimen>(reader.GetFieldValue<byte[]>(0), Json.Stored)!);
        }

        return found;
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
