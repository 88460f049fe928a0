using System.Collections.Concurrent;
using System.Security.Cryptography;
using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// Batches that are all or nothing on a server without transactions. The documents that a batch changes are held first, under the revisions
/// that were read; then it inserts and replaces, which can yet be refused; then its journal is marked, and from there on it holds; deletions
/// come last. Until then it can be undone, by images of what was. Who reads meanwhile may see a part of it, for the few milliseconds that
/// it takes; who writes to its documents waits for it.
/// </summary>
internal sealed class MongoBatches(MongoClient client, MongoSettlement settlement, MongoHolds holds, MongoOptions options, TimeProvider clock, string process)
{
    private const int LongestWait = 50;

    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    /// <summary>Whether a batch of this process is still being done.</summary>
    public bool IsUnderWay(string journal) => _underWay.ContainsKey(journal);

    /// <summary>Does all of the writes, or none of them.</summary>
    public async Task RunAsync(IReadOnlyList<Write> writes, Func<string, CollectionDefinition> definitions, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var plan = new MongoPlan(writes, await LoadAsync(writes, cancellation));
            if (plan.Operations.Count == 0 || await TryAsync(plan, definitions))
            {
                return;
            }

            // Somebody wrote to one of the documents in between.
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, LongestWait)), clock, cancellation);
        }
    }

    /// <summary>The documents that are to be replaced or deleted, once nobody else has them under way.</summary>
    private async Task<Dictionary<(string Collection, string Id), BsonValue>> LoadAsync(IReadOnlyList<Write> writes, CancellationToken cancellation)
    {
        var loaded = new Dictionary<(string Collection, string Id), BsonValue>();
        foreach (var group in writes.Where(write => write is not Write.Insert).GroupBy(write => write.Collection))
        {
            var ids = group.Select(write => write.Id).Distinct().ToArray();
            var found = await client.ListAsync(group.Key, new Bson { ["_id"] = new Bson { ["$in"] = ids } }, cancellation: cancellation);
            foreach (var document in found)
            {
                var free = await holds.FreeAsync(group.Key, document, cancellation);
                if (free.Type == BsonType.Document)
                {
                    loaded.Add((group.Key, free["_id"].Text!), free);
                }
            }
        }

        return loaded;
    }

    /// <summary>False where a document was changed, or is held, by somebody else; then nothing is done.</summary>
    private async Task<bool> TryAsync(MongoPlan plan, Func<string, CollectionDefinition> definitions)
    {
        var journal = new MongoJournal(Ids.New() + Ids.New(), process, MongoJournal.Doing, plan.Operations);
        _underWay[journal.Id] = true;
        try
        {
            await options.BeforeStep(MongoStep.Journal);
            await journal.WriteAsync(client, plan.Before, clock.GetUtcNow());
            try
            {
                await options.BeforeStep(MongoStep.Claim);
                if (!await ClaimAsync(journal))
                {
                    await UndoAsync(journal);
                    return false;
                }

                await WriteAsync(journal, plan, definitions);
                await options.BeforeStep(MongoStep.Commit);
                if (!await journal.MarkAsync(client, new Bson { ["state"] = MongoJournal.Committed }))
                {
                    throw new StoreException("These writes took too long, and another server has undone them. Nothing was written: try again.");
                }
            }
            catch (StoreException error) when (error is not MongoException { IsUnsure: true })
            {
                await UndoAsync(journal);
                throw;
            }

            await settlement.FinishAsync(journal, options.BeforeStep);
            return true;
        }
        finally
        {
            _underWay.TryRemove(journal.Id, out _);
        }
    }

    private async Task UndoAsync(MongoJournal journal)
    {
        if (await journal.MarkAsync(client, new Bson { ["state"] = journal.State }))
        {
            await settlement.UndoAsync(journal);
        }
        else
        {
            await settlement.RestoreAsync(journal, isOwner: false);
        }
    }

    private async Task<bool> ClaimAsync(MongoJournal journal)
    {
        var isHeld = true;
        var held = journal.Operations.Where(operation => operation.Kind != ChangeOperation.Insert)
            .OrderBy(operation => operation.Id, StringComparer.Ordinal)
            .GroupBy(operation => operation.Collection)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in held)
        {
            var updates = group.Select(operation => new Bson
            {
                ["q"] = MongoHolds.Free(operation.Id, operation.From),
                ["u"] = new Bson { ["$set"] = new Bson { [MongoDocuments.Batch] = MongoSettlement.Mark(journal, isWritten: false) } },
            }).ToArray();
            var reply = await client.WriteAsync(new Bson { ["update"] = group.Key, ["updates"] = updates, ["ordered"] = false });
            isHeld &= reply.Errors.All(error => MongoFailure.IsPassing(error.Code, error.Message)) ? reply.Count == updates.Length : reply.Whole().Count == updates.Length;
        }

        return isHeld;
    }

    private async Task WriteAsync(MongoJournal journal, MongoPlan plan, Func<string, CollectionDefinition> definitions)
    {
        await options.BeforeStep(MongoStep.Insert);
        var refused = await InsertAsync(journal.Operations.Where(operation => operation.Kind == ChangeOperation.Insert));
        await options.BeforeStep(MongoStep.Replace);
        refused.AddRange(await ReplaceAsync(journal.Operations.Where(operation => operation.Kind == ChangeOperation.Update)));
        if (refused.Count == 0)
        {
            return;
        }

        // A value may be taken by what this batch deletes, or had replaced only afterwards.
        await settlement.RemoveAsync(journal, ChangeOperation.Delete);
        var again = await InsertAsync(refused.Select(one => one.Operation).Where(operation => operation.Kind == ChangeOperation.Insert));
        again.AddRange(await ReplaceAsync(refused.Select(one => one.Operation).Where(operation => operation.Kind == ChangeOperation.Update)));
        if (again is [var (first, message), ..])
        {
            throw MongoFailure.Taken(definitions(first.Collection), message);
        }

        async Task<List<(MongoOperation Operation, string Message)>> InsertAsync(IEnumerable<MongoOperation> operations) =>
            await SendAsync(operations, "insert", "documents", After);

        async Task<List<(MongoOperation Operation, string Message)>> ReplaceAsync(IEnumerable<MongoOperation> operations) =>
            await SendAsync(operations, "update", "updates", operation => BsonValue.Document(new Bson
            {
                ["q"] = new Bson { ["_id"] = operation.Id, [$"{MongoDocuments.Batch}.id"] = journal.Id },
                ["u"] = After(operation),
            }.Encode()));

        BsonValue After(MongoOperation operation) => MongoDocuments.Encode(
            MongoDocuments.Text(plan.After(operation)),
            definitions(operation.Collection),
            new Bson { [MongoDocuments.Batch] = MongoSettlement.Mark(journal, isWritten: true) });
    }

    /// <summary>Sends operations, by collection; gives those that were refused because a value is taken.</summary>
    private async Task<List<(MongoOperation Operation, string Message)>> SendAsync(
        IEnumerable<MongoOperation> operations, string command, string pieces, Func<MongoOperation, BsonValue> encode)
    {
        var refused = new List<(MongoOperation, string)>();
        foreach (var group in operations.GroupBy(operation => operation.Collection))
        {
            var all = group.ToArray();
            var sent = 0;
            foreach (var portion in MongoJournal.Portions(all.Select(encode)))
            {
                var reply = await client.WriteAsync(new Bson { [command] = group.Key, [pieces] = portion, ["ordered"] = false });
                if (reply.Errors.FirstOrDefault(error => error.Code != MongoFailure.Duplicate) is { Message: { } message } other)
                {
                    throw new MongoException(message, other.Code);
                }

                refused.AddRange(reply.Errors.Select(error => (all[sent + error.At], error.Message)));
                sent += portion.Length;
            }
        }

        return refused;
    }
}
