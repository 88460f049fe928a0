using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// Documents that somebody has under way: with a change that is not appended yet, which anybody may append; or in a batch, which is waited
/// for.
/// </summary>
internal sealed class MongoHolds(MongoClient client, MongoChanges changes, MongoSettlement settlement, MongoOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Finds a document with its revision, if nobody has it under way; a change that is known to be appended may stand in it.</summary>
    public static Bson Free(string id, long revision, string? appended = null) => new()
    {
        ["_id"] = id,
        ["_revision"] = revision,
        [$"{MongoDocuments.Pending}.key"] = appended is null ? null : new Bson { ["$in"] = new[] { null, appended } },
        [MongoDocuments.Batch] = null,
    };

    /// <summary>The document, once nobody has it under way; nothing where it is gone.</summary>
    /// <exception cref="StoreException">It is held for too long.</exception>
    public async Task<BsonValue> FreeAsync(string collection, BsonValue document, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (document.Type == BsonType.Document)
        {
            if (document[MongoDocuments.Batch]["id"].Text is { } batch)
            {
                await WaitAsync(collection, document["_id"].Text!, batch, start, cancellation);
            }
            else if (MongoChange.PendingIn(collection, document) is { } change)
            {
                await changes.AppendAsync(change);
            }
            else
            {
                return document;
            }

            var id = document["_id"].Text;
            document = (await client.ListAsync(collection, new Bson { ["_id"] = id }, cancellation: cancellation)).FirstOrDefault();
        }

        return document;
    }

    private async Task WaitAsync(string collection, string id, string batch, long start, CancellationToken cancellation)
    {
        // What another process undid may have had one write still on its way.
        var journals = await MongoJournal.FindAsync(client, new Bson { ["_id"] = batch, ["state"] = MongoJournal.Undone }, cancellation);
        foreach (var journal in journals)
        {
            await settlement.RestoreAsync(journal, isOwner: false);
        }

        if (clock.GetElapsedTime(start) > options.Patience)
        {
            throw new StoreException($"{collection}/{id} is held by a batch that does not end ({batch}). Try again later.");
        }

        await Task.Delay(Look, clock, cancellation);
    }
}
