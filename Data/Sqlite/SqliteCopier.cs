using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Virtool.Data.Changes;
using Virtool.Data.Copies;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>Copies of the embedded database: one file, page by page, out of one read transaction, which holds up no writer.</summary>
/// <param name="path">The database.</param>
internal sealed class SqliteCopier(string path) : IDatabaseCopier
{
    private const string FileName = "virtool.db";

    /// <summary>Pages copied at a time: 16 MB.</summary>
    private const int Step = 4_096;

    public string Engine => "embedded";

    public Task<Position> CopyAsync(string folder, Action<string> report, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var copy = Path.Combine(folder, FileName);
            Explained(
                () =>
                {
                    using var source = Open(path, SqliteOpenMode.ReadWrite);
                    using var target = Open(copy, SqliteOpenMode.ReadWriteCreate);
                    CopyPages(source, target, report, cancellation);
                    // The pages say that there is a write-ahead log beside; a copy is one file.
                    Run(target, "PRAGMA journal_mode = DELETE");
                    return true;
                },
                error => error.SqliteErrorCode == raw.SQLITE_FULL ? copy : path);
            report("The copy of the database is checked.");
            return Explained(() => Check(copy), _ => path);
        },
        cancellation);

    public IEnumerable<T> Read<T>(string folder, string collection)
        where T : Document
    {
        using var copy = Open(Path.Combine(folder, FileName), SqliteOpenMode.ReadOnly);
        using var exists = Command(copy, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = @p0", collection);
        if (exists.ExecuteScalar() is null)
        {
            yield break;
        }

        using var command = Command(copy, $"SELECT document FROM {SqliteText.Table(collection)} ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), Json.Stored)!;
        }
    }

    public Task<bool> IsEmptyAsync(CancellationToken cancellation = default) => Task.FromResult(!File.Exists(path));

    /// <inheritdoc />
    /// <remarks>The database gets its name when all of it is there: nothing need stand in it until then.</remarks>
    public Task RestoreAsync(string folder, Write.Insert unfinished, Action<string> report, CancellationToken cancellation = default) =>
        Task.Run(() => Explained(() => Restore(Path.Combine(folder, FileName)), _ => path), cancellation);

    private bool Restore(string copy)
    {
        var arriving = path + ".restoring";
        using (var from = File.OpenRead(copy))
        using (var to = File.Create(arriving))
        {
            from.CopyTo(to);
        }

        using (var database = Open(arriving, SqliteOpenMode.ReadWrite))
        {
            Run(database, "BEGIN IMMEDIATE");
            Run(database, "DELETE FROM _changes");
            Run(database, "UPDATE _meta SET value = @p0 WHERE name = 'epoch'", Ids.New());
            Run(database, "COMMIT");
        }

        using (var whole = File.OpenWrite(arriving))
        {
            whole.Flush(flushToDisk: true);
        }

        File.Move(arriving, path, overwrite: false);
        return true;
    }

    private Position Check(string copy)
    {
        using var whole = Open(copy, SqliteOpenMode.ReadOnly);
        var check = (string)Value(whole, "PRAGMA quick_check(1)")!;
        return check == "ok" ? Read(whole) : throw new StoreException(
            $"The database {path} is damaged: {check}. This backup is not kept. Restore an earlier one, and check the disk.");
    }

    private static Position Read(SqliteConnection copy) => new(
        (string)Value(copy, "SELECT value FROM _meta WHERE name = 'epoch'")!,
        Value(copy, "SELECT max(sequence) FROM _changes") as long? ?? 0);

    private static void CopyPages(SqliteConnection source, SqliteConnection target, Action<string> report, CancellationToken cancellation)
    {
        // Without a transaction of its own the copy would begin anew whenever somebody writes; with one, all steps see its pages.
        Run(source, "BEGIN");
        Value(source, "SELECT 1 FROM sqlite_master");
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        }

        var result = raw.SQLITE_OK;
        while (result == raw.SQLITE_OK)
        {
            cancellation.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, Step);
            var (all, left) = (raw.sqlite3_backup_pagecount(backup), raw.sqlite3_backup_remaining(backup));
            report($"The database: {100.0 * (all - left) / Math.Max(1, all):N0} % is copied.");
        }

        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, target.Handle);
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static object? Value(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text comes from SqliteText and constants; every value is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"@p{i}"), values[i]);
        }

        return command;
    }

    private static T Explained<T>(Func<T> work, Func<SqliteException, string> named)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Explain(error, named(error));
        }
    }
}
