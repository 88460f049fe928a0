using System.Collections.Concurrent;
using System.Text;
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

    private readonly ConcurrentDictionary<string, CollectionDefinition> _definitions = new(StringComparer.Ordinal);
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
            cancellation);
        _definitions[definition.Name] = definition;
    }

    /// <inheritdoc />
    public Task<T> InsertAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        var definition = Definition(collection);
        var written = document with { Revision = 1 };
        var text = Text(written);
        return _writer.WriteAsync(
            session =>
            {
                Insert(session, definition, written.Id, text);
                return written;
            },
            cancellation);
    }

    /// <inheritdoc />
    public Task<T?> ReplaceAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        var definition = Definition(collection);
        var written = document with { Revision = document.Revision + 1 };
        var text = Text(written);
        return _writer.WriteAsync(session => Replace(session, definition, written.Id, written.Revision, text) ? written : null, cancellation);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string collection, string id, CancellationToken cancellation = default)
    {
        var definition = Definition(collection);
        return _writer.WriteAsync(session => Delete(session, definition, id, null), cancellation);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<T>> FindAsync<T>(string collection, Query<T> query, CancellationToken cancellation = default)
        where T : Document
    {
        var definition = Definition(collection);
        return query.Filter is Filter.Equal { Field: "_id" }
            ? _readers.ReadRowAsync(Read, cancellation)
            : _readers.ReadAsync(Read, cancellation);

        IReadOnlyList<T> Read(SqliteSession session)
        {
            var plan = new SqlitePlan(session, definition, query.Filter);
            var sql = plan.Select(query);
            return session.Rows(sql, row => JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(0), Json.Stored)!, plan.Values);
        }
    }

    /// <inheritdoc />
    public Task<long> CountAsync(string collection, Filter filter, CancellationToken cancellation = default)
    {
        var definition = Definition(collection);
        return _readers.ReadAsync(
            session =>
            {
                var plan = new SqlitePlan(session, definition, filter);
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
            cancellation);
    }

    /// <summary>Finishes what was begun, and closes the database.</summary>
    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private CollectionDefinition Definition(string collection) => _definitions.TryGetValue(collection, out var definition)
        ? definition
        : throw new StoreException($"The collection {collection} is not known to the database: ensure it first.");

    private static string Text(Document document) => JsonSerializer.Serialize(document, document.GetType(), Json.Stored);

    private (int Size, Action<SqliteSession> Run) Prepare(Write write)
    {
        var definition = Definition(write.Collection);
        switch (write)
        {
            case Write.Insert { Document: var document }:
                var inserted = Text(document with { Revision = 1 });
                return (Encoding.UTF8.GetByteCount(inserted), session => Insert(session, definition, write.Id, inserted));
            case Write.Replace { Document: var document }:
                var revision = document.Revision + 1;
                var replaced = Text(document with { Revision = revision });
                return (Encoding.UTF8.GetByteCount(replaced), session => Expect(Replace(session, definition, write.Id, revision, replaced), write));
            case Write.Delete delete:
                return (0, session => Expect(Delete(session, definition, write.Id, delete.Revision) || delete.Revision is null, write));
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

    private static void Insert(SqliteSession session, CollectionDefinition definition, string id, string text) =>
        Change(session, definition, $"INSERT INTO {SqliteText.Table(definition.Name)} (id, revision, document) VALUES (@p0, 1, @p1)", id, text);

    private static bool Replace(SqliteSession session, CollectionDefinition definition, string id, long revision, string text) =>
        Change(session, definition, $"UPDATE {SqliteText.Table(definition.Name)} SET revision = @p1, document = @p2 WHERE id = @p0 AND revision = @p1 - 1", id, revision, text) == 1;

    private static bool Delete(SqliteSession session, CollectionDefinition definition, string id, long? revision) => revision is null
        ? Change(session, definition, $"DELETE FROM {SqliteText.Table(definition.Name)} WHERE id = @p0", id) == 1
        : Change(session, definition, $"DELETE FROM {SqliteText.Table(definition.Name)} WHERE id = @p0 AND revision = @p1", id, revision) == 1;

    private static int Change(SqliteSession session, CollectionDefinition definition, string sql, params ReadOnlySpan<object?> values)
    {
        try
        {
            return session.Run(sql, values);
        }
        catch (SqliteException error) when (SqliteFailure.IsConstraint(error))
        {
            throw SqliteFailure.Duplicate(error, definition);
        }
    }
}
