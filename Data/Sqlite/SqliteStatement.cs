using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Virtool.Data.Sqlite;

/// <summary>
/// A prepared statement, run as often as one likes with other values. Straight on SQLite's own calls: texts go in and out as the UTF-8
/// that they are stored in, without a copy for each layer between (https://sqlite.org/c3ref/stmt.html).
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    /// <summary>SQLITE_PREPARE_PERSISTENT: it is kept for long.</summary>
    private const uint Persistent = 1;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">It is no statement, or names what is not there.</exception>
    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, Persistent, out _statement));
    }

    /// <summary>Gives the parameters their values, by their places: null, whole numbers, doubles, texts, and texts that are UTF-8 already.</summary>
    public void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }
    }

    /// <summary>Goes to the next row; false where there is none.</summary>
    public bool Step()
    {
        switch (raw.sqlite3_step(_statement))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                return false;
            case var error:
                Check(error);
                return false;
        }
    }

    /// <summary>Ends a run, so that the statement holds neither rows nor values. What failed was told by <see cref="Step"/>.</summary>
    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    /// <summary>A column of the row as a whole number.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A column of the row as a text.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>A column's text as UTF-8; valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A column of the row as what it is: null, a whole number, a double or a text.</summary>
    public object? Value(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => Number(column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_statement, column),
        _ => Text(column),
    };

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        byte[] text => raw.sqlite3_bind_text(_statement, place, text),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no value of a statement.", nameof(value)),
    };

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
