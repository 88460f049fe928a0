using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// The engine for a MongoDB server, or one that is compatible with it: a collection a collection, readable by any tool. It needs neither
/// transactions nor change streams. Several processes can use one database; each sees the changes of the others within a tenth of a second.
/// A document that carries <c>_pending</c> or <c>_batch</c> is being written at this moment.
/// </summary>
/// <remarks>
/// A server with change streams could tell of changes sooner than they are looked for here: they would wake
/// <see cref="MongoChanges"/>, which alone knows their order.
/// </remarks>
public sealed class MongoStore : IDocumentStore
{
    /// <summary>How much a batch holds at the most, in bytes of documents.</summary>
    public const int LargestBatch = 8 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, CollectionDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _opening = new(1);
    private readonly MongoClient _client;
    private readonly MongoChanges _changes;
    private readonly MongoHolds _holds;
    private readonly MongoBatches _batches;
    private readonly MongoKeeper _keeper;
    private bool _isOpen;
    private bool _isClosed;

    /// <summary>Makes ready; the server is asked for the first time when the first collection is ensured, and there the feed begins.</summary>
    /// <param name="address">As MongoDB's driver takes it: <c>mongodb://…</c> or <c>mongodb+srv://…</c>.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="publisher">The feed.</param>
    /// <param name="options">How it works.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">What is told of trouble that passes.</param>
    /// <exception cref="StoreException">The driver is not installed, or does not take the address.</exception>
    public MongoStore(string address, string database, IChangePublisher publisher, MongoOptions? options = null, TimeProvider? clock = null, ILogger? logger = null)
    {
        options ??= new MongoOptions();
        clock ??= TimeProvider.System;
        logger ??= NullLogger.Instance;
        var process = Ids.New() + Ids.New();
        _client = new MongoClient(address, database, options.Threads);
        _changes = new MongoChanges(_client, publisher, options, clock, logger, process);
        var settlement = new MongoSettlement(_client, _changes);
        _holds = new MongoHolds(_client, _changes, settlement, options, clock);
        _batches = new MongoBatches(_client, settlement, _holds, options, clock, process);
        _keeper = new MongoKeeper(_client, _changes, _batches, settlement, options, clock, logger, process);
    }

    /// <inheritdoc />
    public async Task EnsureAsync(CollectionDefinition definition, CancellationToken cancellation = default)
    {
        await OpenAsync(cancellation);
        await MongoSchema.EnsureAsync(_client, definition, cancellation);
        _keeper.Know(definition.Name);
        _definitions[definition.Name] = definition;
    }

    /// <inheritdoc />
    public async Task<T> InsertAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        var definition = Definition(collection);
        var written = document with { Revision = 1 };
        var change = MongoChange.New(collection, ChangeOperation.Insert, written.Id, written.Revision);
        var command = new Bson { ["insert"] = collection, ["documents"] = new[] { Encode(written, definition, change) } };
        await WriteAsync(definition, command, cancellation);
        await _changes.AppendAsync(change);
        return written;
    }

    /// <inheritdoc />
    public async Task<T?> ReplaceAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document
    {
        var definition = Definition(collection);
        var written = document with { Revision = document.Revision + 1 };
        var change = MongoChange.New(collection, ChangeOperation.Update, written.Id, written.Revision);
        var after = Encode(written, definition, change);
        while ((await WriteAsync(definition, Update(), cancellation)).Count == 0)
        {
            var found = await _client.ListAsync(collection, new Bson { ["_id"] = written.Id }, cancellation: cancellation);
            var now = found.Count == 0 ? default : await _holds.FreeAsync(collection, found[0], cancellation);
            if (now["_revision"].Whole != document.Revision)
            {
                return null;
            }
        }

        await _changes.AppendAsync(change);
        return written;

        Bson Update()
        {
            var free = MongoHolds.Free(written.Id, document.Revision, _changes.Appended(collection, written.Id));
            return new Bson { ["update"] = collection, ["updates"] = new[] { new Bson { ["q"] = free, ["u"] = after } } };
        }
    }

    /// <inheritdoc />
    public async Task<bool> DeleteAsync(string collection, string id, CancellationToken cancellation = default)
    {
        Definition(collection);
        while (true)
        {
            var found = await _client.ListAsync(collection, new Bson { ["_id"] = id }, new Bson { ["projection"] = new Bson { ["_revision"] = 1 } }, cancellation);
            if (found.Count == 0)
            {
                return false;
            }

            try
            {
                await _batches.RunAsync([new Write.Delete(collection, id, found[0]["_revision"].Whole)], Definition, cancellation);
                return true;
            }
            catch (ConflictException)
            {
                // Somebody wrote to it, or deleted it, in between: look again.
            }
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<T>> FindAsync<T>(string collection, Query<T> query, CancellationToken cancellation = default)
        where T : Document
    {
        var filter = new MongoFilter(Definition(collection), query.Filter);
        var options = new Bson { ["sort"] = Order(query.Sorts) };
        var (skip, limit) = (query.Skip, query.Limit);
        if (limit == 0)
        {
            return [];
        }

        if (filter.Left is null)
        {
            options.With("skip", (long)skip).With("limit", limit == int.MaxValue ? 0L : limit);
            skip = 0;
        }

        var found = new List<T>();
        await _client.FindAsync(collection, filter.Server, options, Take, cancellation);
        return found;

        bool Take(BsonValue document)
        {
            if (IsWanted(filter.Left, document) && skip-- <= 0)
            {
                found.Add(MongoDocuments.Decode<T>(document));
            }

            return found.Count < limit;
        }
    }

    /// <inheritdoc />
    public async Task<long> CountAsync(string collection, Filter filter, CancellationToken cancellation = default)
    {
        var wanted = new MongoFilter(Definition(collection), filter);
        if (wanted.Left is null)
        {
            var pipeline = new[] { new Bson { ["$match"] = wanted.Server }, new Bson { ["$count"] = "n" } };
            var answer = await _client.ReadAsync(new Bson { ["aggregate"] = collection, ["pipeline"] = pipeline, ["cursor"] = new Bson() }, cancellation);
            return answer["cursor"]["firstBatch"].Elements().FirstOrDefault()["n"].Whole;
        }

        var count = 0L;
        await _client.FindAsync(
            collection,
            wanted.Server,
            [],
            document =>
            {
                count += IsWanted(wanted.Left, document) ? 1 : 0;
                return true;
            },
            cancellation);
        return count;
    }

    /// <inheritdoc />
    /// <remarks>Who reads while it is done may see a part of it, also one that is then undone; no change tells of that.</remarks>
    public async Task BatchAsync(IReadOnlyList<Write> writes, CancellationToken cancellation = default)
    {
        var size = 0L;
        foreach (var write in writes)
        {
            Definition(write.Collection);
            size += write switch
            {
                Write.Insert { Document: var document } => MongoDocuments.Text(document).Length,
                Write.Replace { Document: var document } => MongoDocuments.Text(document).Length,
                _ => 0,
            };
        }

        if (size > LargestBatch)
        {
            throw new StoreException($"These {writes.Count} writes are {size:N0} bytes together, and a batch holds {LargestBatch:N0} at the most. Write them in several batches.");
        }

        await _batches.RunAsync(writes, Definition, cancellation);
    }

    /// <summary>Finishes what was begun, and closes the connections.</summary>
    public ValueTask DisposeAsync() => CloseAsync(isWell: true);

    /// <summary>Closes as a crash does: what is under way stays as it is.</summary>
    internal ValueTask AbandonAsync() => CloseAsync(isWell: false);

    private async ValueTask CloseAsync(bool isWell)
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await _keeper.CloseAsync(isWell && _isOpen);
        await _changes.CloseAsync();
        _client.Dispose();
        _opening.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            if (!_isOpen)
            {
                await _changes.OpenAsync(cancellation);
                await _keeper.OpenAsync(cancellation);
                _isOpen = true;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<MongoReply> WriteAsync(CollectionDefinition definition, Bson command, CancellationToken cancellation)
    {
        try
        {
            var reply = await _client.WriteAsync(command, cancellation);
            return reply.Errors is [{ Code: MongoFailure.Duplicate } taken, ..] ? throw MongoFailure.Taken(definition, taken.Message) : reply.Whole();
        }
        catch (MongoException error) when (error.IsUnsure)
        {
            _keeper.Doubt(definition.Name);
            throw;
        }
    }

    private CollectionDefinition Definition(string collection) => _definitions.TryGetValue(collection, out var definition)
        ? definition
        : throw new StoreException($"The collection {collection} is not known to the database: ensure it first.");

    private static BsonValue Encode(Document document, CollectionDefinition definition, MongoChange change) =>
        MongoDocuments.Encode(MongoDocuments.Text(document), definition, new Bson { [MongoDocuments.Pending] = change.Pending() });

    private static Bson Order(IReadOnlyList<Sort> sorts)
    {
        var order = new Bson();
        foreach (var sort in sorts.Append(new Sort("_id", sorts.Count > 0 && sorts[^1].Descending)).DistinctBy(sort => sort.Field))
        {
            order[sort.Field] = sort.Descending ? -1 : 1;
        }

        return order;
    }

    private static bool IsWanted(Filter? filter, BsonValue document)
    {
        if (filter is null)
        {
            return true;
        }

        using var form = JsonDocument.Parse(MongoDocuments.Form(document));
        return Matching.Matches(filter, form.RootElement);
    }
}
