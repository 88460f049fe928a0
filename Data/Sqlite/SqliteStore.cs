using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Sqlite;

/// <summary>
/// The embedded engine: SQLite, a table a collection, a row a document. WAL, one writer, a few readers. Several processes can use one
/// file; each sees the changes of the others within a tenth of a second.
/// </summary>
public sealed class SqliteStore : IDocumentStore
{
    /// <summary>How much a batch holds at the most, in bytes of documents.</summary>
    public const int LargestBatch = 8 * 1024 * 1024;

    /// <summary>So many bytes of documents are written in about the time that the commit takes.</summary>
    private const int Short = 64 * 1024;

    /// <summary>So many documents, too.</summary>
    private const int Few = 16;

    private readonly ConcurrentDictionary<string, SqliteTable> _tables = new(StringComparer.Ordinal);
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    /// <summary>Opens the database, and makes it where it is missing; the feed begins where the database stands.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public SqliteStore(string path, IChangePublisher publisher, SqliteOptions? options = null)
    {
        options ??= new SqliteOptions();
        try
        {
            var session = new SqliteSession(path, options, readOnly: false);
            var changes = new SqliteChanges(session, SqliteSchema.Open(session), publisher, options);
            _writer = new SqliteWriter(path, session, changes);
            _readers = new SqliteReaders(path, options);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Explain(error, path);
        }
    }

    /// <inheritdoc />
    public async Task EnsureAsync(CollectionDefinition definition, CancellationToken cancellation = default)
    {
        await _writer.WriteAsync(
            session =>
            {
                SqliteSchema.Ensure(session, definition);
                return true;
            },
            isShort: false,
            cancellation);
        _tables[definition.Name] = new SqliteTable(definition);
    }

    /// <inheritdoc />
    public Task<T> InsertAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        var table = Table(collection);
        var written = document with { Revision = 1 };
        var text = Text(written);
        return _writer.WriteAsync(
            session =>
            {
                Insert(session, table, written.Id, text);
                return written;
            },
            text.Length <= Short,
            cancellation);
    }

    /// <inheritdoc />
    public Task<T?> ReplaceAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        var table = Table(collection);
        var written = document with { Revision = document.Revision + 1 };
        var text = Text(written);
        return _writer.WriteAsync(session => Replace(session, table, written.Id, written.Revision, text) ? written : null, text.Length <= Short, cancellation);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string collection, string id, CancellationToken cancellation = default)
    {
        var table = Table(collection);
        return _writer.WriteAsync(session => Delete(session, table, id, null), isShort: true, cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<T>> FindAsync<T>(string collection, Query<T> query, CancellationToken cancellation = default)
        where T : Document
    {
        var table = Table(collection);
        if (query is { Filter: Filter.Equal { Field: "_id", Value: string id }, Skip: 0, Limit: > 0 })
        {
            return _readers.ReadRowAsync<IReadOnlyList<T>>(session => session.Rows(table.Get, Document<T>, id), cancellation);
        }

        return _readers.ReadAsync<IReadOnlyList<T>>(
            session =>
            {
                var plan = new SqlitePlan(session, table.Definition, query.Filter);
                var sql = plan.Select(query);
                return session.Rows(sql, Document<T>, plan.Values);
            },
            cancellation);
    }

    /// <inheritdoc />
    public Task<long> CountAsync(string collection, Filter filter, CancellationToken cancellation = default)
    {
        var table = Table(collection);
        return _readers.ReadAsync(
            session =>
            {
                var plan = new SqlitePlan(session, table.Definition, filter);
                var sql = plan.Count();
                return (long)session.Value(sql, plan.Values)!;
            },
            cancellation);
    }

    /// <inheritdoc />
    public Task BatchAsync(IReadOnlyList<Write> writes, CancellationToken cancellation = default)
    {
        var pieces = writes.Select(Prepare).ToArray();
        var size = pieces.Sum(piece => (long)piece.Size);
        if (size > LargestBatch)
        {
            throw new StoreException($"These {writes.Count} writes are {size:N0} bytes together, and a batch holds {LargestBatch:N0} at the most. Write them in several batches.");
        }

        return _writer.WriteAsync(
            session =>
            {
                foreach (var piece in pieces)
                {
                    piece.Run(session);
                }

                return true;
            },
            size <= Short && pieces.Length <= Few,
            cancellation);
    }

    /// <summary>Finishes what was begun, and closes the database.</summary>
    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private SqliteTable Table(string collection) => _tables.TryGetValue(collection, out var table)
        ? table
        : throw new StoreException($"The collection {collection} is not known to the database: ensure it first.");

    private static T Document<T>(SqliteStatement row)
        where T : Document => JsonSerializer.Deserialize<T>(row.Bytes(0), Json.Stored)!;

    private static byte[] Text(Document document) => JsonSerializer.SerializeToUtf8Bytes(document, document.GetType(), Json.Stored);

    private (int Size, Action<SqliteSession> Run) Prepare(Write write)
    {
        var table = Table(write.Collection);
        switch (write)
        {
            case Write.Insert { Document: var document }:
                var inserted = Text(document with { Revision = 1 });
                return (inserted.Length, session => Insert(session, table, write.Id, inserted));
            case Write.Replace { Document: var document }:
                var revision = document.Revision + 1;
                var replaced = Text(document with { Revision = revision });
                return (replaced.Length, session => Expect(Replace(session, table, write.Id, revision, replaced), write));
            case Write.Delete delete:
                return (0, session => Expect(Delete(session, table, write.Id, delete.Revision) || delete.Revision is null, write));
            default:
                throw new ArgumentException($"{write.GetType().Name} is no write that can be done.", nameof(write));
        }
    }

    private static void Expect(bool done, Write write)
    {
        if (!done)
        {
            throw new ConflictException(write.Collection, write.Id);
        }
    }

    private static void Insert(SqliteSession session, SqliteTable table, string id, byte[] text) => Change(session, table, table.Insert, id, text);

    private static bool Replace(SqliteSession session, SqliteTable table, string id, long revision, byte[] text) =>
        Change(session, table, table.Replace, id, revision, text) == 1;

    private static bool Delete(SqliteSession session, SqliteTable table, string id, long? revision) => revision is null
        ? Change(session, table, table.Delete, id) == 1
        : Change(session, table, table.DeleteRevision, id, revision) == 1;

    private static int Change(SqliteSession session, SqliteTable table, string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return session.Run(sql, values);
        }
        catch (SqliteException error) when (SqliteFailure.IsConstraint(error))
        {
            throw SqliteFailure.Duplicate(error, table.Definition);
        }
    }
}
