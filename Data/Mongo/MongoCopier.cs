using Virtool.Data.Changes;
using Virtool.Data.Copies;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// Copies of a MongoDB database, as <c>mongodump</c> writes them: for each collection a file of BSON, and one of its indexes. It needs
/// neither transactions nor an oplog: all documents are read once, then those that changed meanwhile again, until what was read is the state
/// after one change.
/// </summary>
internal sealed class MongoCopier(string address, string database, MongoOptions options, TimeProvider clock) : IDatabaseCopier
{
    /// <summary>How many documents are read at a time.</summary>
    private const int Window = 500;

    /// <summary>How long it is tried to find one state in what is read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Engine => "mongodb";

    public async Task<Position> CopyAsync(string folder, Action<string> report, CancellationToken cancellation = default)
    {
        using var client = new MongoClient(address, database, threads: 2);
        var collections = await MongoDump.CollectionsAsync(client, cancellation);
        var (epoch, start) = await PositionAsync(client, cancellation);
        using var spool = new MongoSpool(Path.Combine(folder, "spool"));
        var doubtful = new HashSet<(string Collection, string Id)>();
        foreach (var collection in collections)
        {
            spool.Know(collection);
            await ReadAllAsync(client, collection, spool, doubtful, cancellation);
            report($"The database: {spool.Count:N0} documents are read.");
        }

        report("The database: what changed meanwhile is read again.");
        var place = await SettleAsync(client, spool, new MongoCut(spool, start), doubtful, cancellation);
        spool.Write(collection => MongoDump.Documents(folder, collection), cancellation);
        foreach (var collection in spool.Collections)
        {
            await MongoDump.WriteIndexesAsync(client, folder, collection, cancellation);
        }

        return new Position(epoch, place);
    }

    public IEnumerable<T> Read<T>(string folder, string collection)
        where T : Document => MongoDump.Read(folder, collection).Select(MongoDocuments.Decode<T>);

    public async Task<bool> IsEmptyAsync(CancellationToken cancellation = default)
    {
        using var client = new MongoClient(address, database, threads: 1);
        foreach (var collection in await MongoDump.CollectionsAsync(client, cancellation))
        {
            if ((await client.ListAsync(collection, [], new Bson { ["limit"] = 1L }, cancellation)).Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    public async Task RestoreAsync(string folder, Write.Insert unfinished, Action<string> report, CancellationToken cancellation = default)
    {
        using var client = new MongoClient(address, database, threads: 1);
        var mark = BsonValue.Document(MongoDocuments.Encode(MongoDocuments.Text(unfinished.Document with { Revision = 1 }), new CollectionDefinition(unfinished.Collection, [])).Data);
        await MongoSchema.CreateAsync(client, unfinished.Collection, cancellation);
        (await client.WriteAsync(new Bson { ["insert"] = unfinished.Collection, ["documents"] = new[] { mark } }, cancellation)).Whole();
        foreach (var forgotten in new[] { MongoChanges.Collection, MongoChanges.Meta })
        {
            // The next to open the database gives its changes an epoch.
            await MongoJournal.DeleteAsync(client, forgotten, []);
        }

        foreach (var collection in MongoDump.Collections(folder).Where(collection => collection != unfinished.Collection))
        {
            await MongoDump.RestoreAsync(client, folder, collection, cancellation);
            report($"The database: {collection} is restored.");
        }

        foreach (var document in MongoDump.Read(folder, unfinished.Collection))
        {
            var update = new Bson { ["q"] = new Bson { ["_id"] = document["_id"].Text }, ["u"] = document, ["upsert"] = true };
            (await client.WriteAsync(new Bson { ["update"] = unfinished.Collection, ["updates"] = new[] { update } }, cancellation)).Whole();
        }
    }

    private static async Task<(string Epoch, long Last)> PositionAsync(MongoClient client, CancellationToken cancellation)
    {
        var epoch = await client.ListAsync(MongoChanges.Meta, new Bson { ["_id"] = "epoch" }, cancellation: cancellation);
        var last = await client.ListAsync(MongoChanges.Collection, [], new Bson { ["sort"] = new Bson { ["_id"] = -1 }, ["limit"] = 1L }, cancellation);
        return (epoch is [var found] ? found["value"].Text! : "", last is [var row] ? row["_id"].Whole : 0);
    }

    private static async Task ReadAllAsync(
        MongoClient client, string collection, MongoSpool spool, HashSet<(string Collection, string Id)> doubtful, CancellationToken cancellation)
    {
        var how = new Bson { ["sort"] = new Bson { ["_id"] = 1 }, ["limit"] = (long)Window };
        for (var last = ""; last is not null;)
        {
            var count = 0;
            var after = last;
            last = null;
            await client.FindAsync(collection, new Bson { ["_id"] = new Bson { ["$gt"] = after } }, how, Take, cancellation);
            // What a batch deletes before it is undone comes back without a change.
            Doubt(await UnderWayAsync(client, cancellation), doubtful);

            bool Take(BsonValue document)
            {
                spool.Put(collection, document);
                last = ++count == Window ? document["_id"].Text : null;
                return true;
            }
        }
    }

    /// <summary>Reads again what changed, until what was read is of one state.</summary>
    private async Task<long> SettleAsync(
        MongoClient client, MongoSpool spool, MongoCut cut, HashSet<(string Collection, string Id)> doubtful, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var rows = await FollowAsync(client, cut.Last, cancellation);
            cut.Follow(rows);
            doubtful.UnionWith(rows.Select(row => row.Document));
            var known = cut.Last;
            await ReadAgainAsync(client, spool, doubtful, cancellation);
            doubtful.Clear();
            var journals = await UnderWayAsync(client, cancellation);
            rows = await FollowAsync(client, cut.Last, cancellation);
            cut.Follow(rows);
            if (cut.Find(known, journals, doubtful) is { } place)
            {
                return place;
            }

            doubtful.UnionWith(rows.Select(row => row.Document));
            if (clock.GetElapsedTime(began) > Patience)
            {
                throw new StoreException(
                    $"The documents of the database {database} change so fast, or something holds them so long, that in {Patience.TotalMinutes:N0} minutes no one state of them could be read. Back up at a quieter time, or with the servers stopped.");
            }

            await Task.Delay(options.Look / 10, clock, cancellation);
        }
    }

    private static async Task<List<MongoRow>> FollowAsync(MongoClient client, long last, CancellationToken cancellation)
    {
        var after = new Bson { ["_id"] = new Bson { ["$gt"] = last } };
        return [.. (await client.ListAsync(MongoChanges.Collection, after, new Bson { ["sort"] = new Bson { ["_id"] = 1 } }, cancellation)).Select(MongoRow.Read)];
    }

    private static Task<List<MongoJournal>> UnderWayAsync(MongoClient client, CancellationToken cancellation) =>
        MongoJournal.FindAsync(client, new Bson { ["state"] = new Bson { ["$ne"] = MongoJournal.Undone } }, cancellation);

    private static void Doubt(List<MongoJournal> journals, HashSet<(string Collection, string Id)> doubtful) =>
        doubtful.UnionWith(journals.SelectMany(journal => journal.Operations).Select(operation => (operation.Collection, operation.Id)));

    private static async Task ReadAgainAsync(
        MongoClient client, MongoSpool spool, HashSet<(string Collection, string Id)> doubtful, CancellationToken cancellation)
    {
        foreach (var group in doubtful.GroupBy(document => document.Collection))
        {
            spool.Know(group.Key);
            foreach (var chunk in group.Select(document => document.Id).Chunk(Window))
            {
                var found = await client.ListAsync(group.Key, new Bson { ["_id"] = new Bson { ["$in"] = chunk } }, cancellation: cancellation);
                foreach (var id in chunk)
                {
                    spool.Remove((group.Key, id));
                }

                found.ForEach(document => spool.Put(group.Key, document));
            }
        }
    }
}
