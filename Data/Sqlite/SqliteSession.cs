using Microsoft.Data.Sqlite;
using SQLitePCL;
using Virtool.Data.Queries;

namespace Virtool.Data.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int KeptStatements = 256;

    private readonly int _patience;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string path, SqliteOptions options, bool readOnly)
    {
        _patience = options.BusySeconds * 1000;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Cache = SqliteCacheMode.Private,
            Pooling = false,
            DefaultTimeout = options.BusySeconds,
        }.ToString());
        try
        {
            _connection.Open();
            _connection.CreateFunction<object?, string?>("fold", value => value is string text ? Fold.Text(text) : null, isDeterministic: true);
            Set($"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = {(options.DurableCommits ? "FULL" : "NORMAL")};
                PRAGMA cache_size = -16000;
                PRAGMA temp_store = MEMORY;
                PRAGMA query_only = {(readOnly ? 1 : 0)};
                """);
            Wait(_patience);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Begins to write, once no other process does.</summary>
    public void Begin() => Run("BEGIN IMMEDIATE");

    /// <summary>Begins to write; false where another process does.</summary>
    public bool TryBegin()
    {
        Wait(0);
        try
        {
            Begin();
            return true;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_BUSY)
        {
            return false;
        }
        finally
        {
            Wait(_patience);
        }
    }

    /// <summary>Runs a statement; gives how many rows it changed itself, without those of its triggers.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(values);
            while (statement.Step())
            {
            }

            return raw.sqlite3_changes(_connection.Handle);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first value of the first row; null where there is none.</summary>
    public object? Value(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        try
        {
            statement.Bind(values);
            return statement.Step() ? statement.Value(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>All rows, each as <paramref name="read"/> makes it.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteStatement, T> read, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql);
        var rows = new List<T>();
        try
        {
            statement.Bind(values);
            while (statement.Step())
            {
                rows.Add(read(statement));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    /// <summary>Settings of the connection. Changing to WAL does not wait for others by itself, a command does.</summary>
    private void Set(string settings)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants.
        command.CommandText = settings;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private void Wait(int milliseconds) => _ = raw.sqlite3_busy_timeout(_connection.Handle, milliseconds);

    private SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
        {
            return statement;
        }

        if (_statements.Count == KeptStatements)
        {
            Forget();
        }

        statement = new SqliteStatement(_connection.Handle!, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }
}
