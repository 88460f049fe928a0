using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Virtool.Data.Changes;
using Virtool.Data.Documents;

namespace Virtool.Data.Mongo;

/// <summary>
/// Gives each committed write its place in the collection <c>changes</c>, whose ids are the sequence: last + 1, tried again where another
/// process took it, so that there is no gap. What stands there, of all processes, goes to the feed in that order.
/// </summary>
internal sealed class MongoChanges(MongoClient client, IChangePublisher publisher, MongoOptions options, TimeProvider clock, ILogger logger, string process)
{
    public const string Collection = "changes";
    public const string Meta = "_meta";

    /// <summary>How many are appended at a time.</summary>
    private const int Group = 256;

    /// <summary>How many keys are remembered as appended.</summary>
    private const int Recent = 4_096;

    private static readonly Bson Upwards = new() { ["_id"] = 1 };
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<(string Collection, string Id), string> _appended = [];
    private string _epoch = "";
    private long _last;
    private readonly HashSet<string> _recent = new(StringComparer.Ordinal);
    private readonly Queue<string> _recentOrder = new();
    private Task _running = Task.CompletedTask;
    private Task _clearing = Task.CompletedTask;

    /// <summary>Begins the feed where the database stands.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await MongoSchema.CreateAsync(client, Collection, cancellation);
        await MongoSchema.CreateAsync(client, Meta, cancellation);
        await MongoSchema.IndexAsync(client, Collection, [new Bson { ["key"] = new Bson { ["key"] = 1 }, ["name"] = "key_1", ["unique"] = true }], cancellation);
        _epoch = await EpochAsync(cancellation);
        var newest = new Bson { ["sort"] = new Bson { ["_id"] = -1 }, ["limit"] = (long)ChangeFeed.Memory };
        var recent = await client.ListAsync(Collection, [], newest, cancellation);
        recent.Reverse();
        _last = recent.Count > 0 ? recent[^1]["_id"].Whole : 0;
        publisher.Begin(new Position(_epoch, _last), [.. recent.Select(Read)]);
        _running = RunAsync();
    }

    /// <summary>The key of a document's change that is appended, and perhaps still stands in it.</summary>
    public string? Appended(string collection, string id) => _appended.GetValueOrDefault((collection, id));

    /// <summary>
    /// Appends changes, one after the other. Returns when the feed has them; soon after they are taken out of the documents in which they
    /// stand. While the server is away it waits.
    /// </summary>
    public Task AppendAsync(params IReadOnlyList<MongoChange> changes)
    {
        var work = new Work(changes);
        return _queue.Writer.TryWrite(work) ? work.Done.Task : throw new ObjectDisposedException(nameof(MongoStore));
    }

    /// <summary>Removes what is older than it is kept; the last one stays, which the sequence goes on from.</summary>
    public Task ForgetAsync() => client.WriteAsync(new Bson
    {
        ["delete"] = Collection,
        ["deletes"] = new[]
        {
            new Bson { ["q"] = new Bson { ["_id"] = new Bson { ["$lt"] = _last }, ["at"] = new Bson { ["$lt"] = clock.GetUtcNow() - options.Kept } }, ["limit"] = 0 },
        },
    });

    /// <summary>Appends what was asked for, and ends.</summary>
    public async Task CloseAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
        await _clearing;
    }

    public static Change Read(BsonValue row) => new(
        row["_id"].Whole, row["collection"].Text!, Enum.Parse<ChangeOperation>(row["operation"].Text!, ignoreCase: true), row["id"].Text!, row["revision"].Whole);

    private async Task<string> EpochAsync(CancellationToken cancellation)
    {
        // Of several that begin at a time, one is first; the others' is a duplicate.
        await client.WriteAsync(new Bson { ["insert"] = Meta, ["documents"] = new[] { new Bson { ["_id"] = "epoch", ["value"] = Ids.New() } } }, cancellation);
        var found = await client.ListAsync(Meta, new Bson { ["_id"] = "epoch" }, cancellation: cancellation);
        return found[0]["value"].Text!;
    }

    private async Task RunAsync()
    {
        var more = _queue.Reader.WaitToReadAsync().AsTask();
        while (true)
        {
            if (!more.IsCompleted)
            {
                await Task.WhenAny(more, Task.Delay(options.Look, clock));
            }

            if (!more.IsCompleted)
            {
                await TryAsync(TailAsync);
                continue;
            }

            if (!await more)
            {
                return;
            }

            await WorkAsync(Take());
            more = _queue.Reader.WaitToReadAsync().AsTask();
        }
    }

    private List<Work> Take()
    {
        var taken = new List<Work>();
        for (var count = 0; count < Group && _queue.Reader.TryRead(out var work); count += work.Changes.Count)
        {
            taken.Add(work);
        }

        return taken;
    }

    private async Task WorkAsync(List<Work> group)
    {
        var changes = group.SelectMany(work => work.Changes).DistinctBy(change => change.Key).ToList();
        while (!await TryAsync(() => AppendAllAsync(changes)))
        {
            if (_queue.Reader.Completion.IsCompleted)
            {
                group.ForEach(work => work.Done.TrySetException(new ObjectDisposedException(nameof(MongoStore))));
                return;
            }

            await Task.Delay(Retry, clock);
        }

        changes.ForEach(change => _appended[(change.Collection, change.Id)] = change.Key);
        group.ForEach(work => work.Done.TrySetResult());
        await _clearing;
        _clearing = ClearAsync(changes);
    }

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (MongoException error)
        {
            logger.LogWarning(error, "The changes of the database cannot be followed at the moment; it is tried again.");
            return false;
        }
    }

    private async Task AppendAllAsync(List<MongoChange> changes)
    {
        var left = changes.FindAll(change => !_recent.Contains(change.Key));
        while (left.Count > 0)
        {
            var rows = left.Select((change, i) => Row(change, _last + 1 + i)).ToArray();
            var reply = await client.WriteAsync(new Bson { ["insert"] = Collection, ["documents"] = rows });
            if (reply.Errors.Count == 0)
            {
                // Nobody else has a place below: each takes the one after what it knows, and knows all up to there.
                var first = _last + 1;
                Publish([.. left.Select((change, i) => new Change(first + i, change.Collection, change.Operation, change.Id, change.Revision))]);
                break;
            }

            if (reply.Errors.FirstOrDefault(error => error.Code != MongoFailure.Duplicate) is { Message: { } message } other)
            {
                throw new MongoException(message, other.Code);
            }

            await TailAsync();
            left = await WithoutAppendedAsync(left);
        }

        changes.ForEach(Remember);
    }

    private void Remember(MongoChange change)
    {
        if (_recent.Add(change.Key))
        {
            _recentOrder.Enqueue(change.Key);
        }

        if (_recentOrder.Count > Recent)
        {
            _recent.Remove(_recentOrder.Dequeue());
        }
    }

    private Bson Row(MongoChange change, long sequence) => new()
    {
        ["_id"] = sequence,
        ["epoch"] = _epoch,
        ["collection"] = change.Collection,
        ["operation"] = Json.Word(change.Operation),
        ["id"] = change.Id,
        ["revision"] = change.Revision,
        ["process"] = process,
        ["at"] = clock.GetUtcNow(),
        ["key"] = change.Key,
    };

    private async Task<List<MongoChange>> WithoutAppendedAsync(List<MongoChange> changes)
    {
        var keys = new Bson { ["key"] = new Bson { ["$in"] = changes.Select(change => change.Key).ToArray() } };
        var appended = (await client.ListAsync(Collection, keys)).Select(row => row["key"].Text!).ToHashSet();
        return changes.FindAll(change => !appended.Contains(change.Key));
    }

    private async Task TailAsync()
    {
        var after = new Bson { ["_id"] = new Bson { ["$gt"] = _last } };
        var rows = await client.ListAsync(Collection, after, new Bson { ["sort"] = Upwards });
        if (rows.Count > 0 && rows[0]["_id"].Whole != _last + 1)
        {
            // This process stood still for so long that some were removed.
            _last = rows[^1]["_id"].Whole;
            publisher.Begin(new Position(_epoch, _last), [.. rows.TakeLast(ChangeFeed.Memory).Select(Read)]);
            return;
        }

        Publish([.. rows.Select(Read)]);
    }

    private void Publish(Change[] changes)
    {
        if (changes.Length > 0)
        {
            _last = changes[^1].Sequence;
            publisher.Publish(changes);
        }
    }

    /// <summary>
    /// Takes changes out of the documents in which they stand. Where that does not succeed, who comes to such a document has its change
    /// appended again, which is in vain, and taken out.
    /// </summary>
    private async Task ClearAsync(List<MongoChange> changes)
    {
        await TryAsync(() => UnsetAsync(changes));
        foreach (var change in changes)
        {
            _appended.TryRemove(new((change.Collection, change.Id), change.Key));
        }
    }

    private async Task UnsetAsync(List<MongoChange> changes)
    {
        foreach (var group in changes.Where(change => change.Operation != ChangeOperation.Delete).GroupBy(change => change.Collection))
        {
            var updates = group.Select(change => new Bson
            {
                ["q"] = new Bson { ["_id"] = change.Id, [$"{MongoDocuments.Pending}.key"] = change.Key },
                ["u"] = new Bson { ["$unset"] = new Bson { [MongoDocuments.Pending] = "" } },
            });
            await client.WriteAsync(new Bson { ["update"] = group.Key, ["updates"] = updates.ToArray(), ["ordered"] = false });
        }
    }

    private sealed class Work(IReadOnlyList<MongoChange> changes)
    {
        public IReadOnlyList<MongoChange> Changes { get; } = changes;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
