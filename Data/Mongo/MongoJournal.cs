using Virtool.Data.Changes;

namespace Virtool.Data.Mongo;

/// <summary>
/// The record of a batch that is under way, in <c>_batches</c>: who does it, what it does to which document, and how far it is. The documents
/// as they were before stand in <c>_images</c>, since together they may be larger than one document can be.
/// </summary>
internal sealed record MongoJournal(string Id, string Owner, string State, IReadOnlyList<MongoOperation> Operations)
{
    public const string Collection = "_batches";
    public const string Images = "_images";

    /// <summary>Nothing of it holds yet: it is undone, unless it comes to an end.</summary>
    public const string Doing = "doing";

    /// <summary>It holds: what is left of it is done, whoever does it.</summary>
    public const string Committed = "committed";

    /// <summary>Another process undid it; it is kept for a while, for the sake of a write that was on its way.</summary>
    public const string Undone = "undone";

    /// <summary>How much goes to the server at a time, below what a command may hold.</summary>
    private const int Portion = 4 * 1024 * 1024;

    /// <summary>The changes that it makes. Their keys follow from it, so that they are appended once, whoever does it.</summary>
    public IReadOnlyList<MongoChange> Changes => [.. Operations.Select((operation, i) =>
        new MongoChange($"{Id}:{i}", operation.Collection, operation.Kind, operation.Id, operation.To))];

    /// <summary>The operations of a kind, by collection.</summary>
    public IEnumerable<(string Collection, string[] Ids)> Of(params ChangeOperation[] kinds) => Operations
        .Where(operation => kinds.Contains(operation.Kind))
        .GroupBy(operation => operation.Collection)
        .Select(group => (group.Key, group.Select(operation => operation.Id).ToArray()));

    /// <summary>Writes the images, then the journal: only then anything may be done.</summary>
    public async Task WriteAsync(MongoClient client, Func<MongoOperation, BsonValue> before, DateTimeOffset at)
    {
        var images = Operations.Where(operation => operation.Kind != ChangeOperation.Insert).Select((operation, i) => (operation, i)).Select(image => new Bson
        {
            ["_id"] = $"{Id}:{image.i}",
            ["batch"] = Id,
            ["collection"] = image.operation.Collection,
            ["image"] = before(image.operation),
        }.Encode());
        foreach (var portion in Portions(images.Select(image => BsonValue.Document(image))))
        {
            (await client.WriteAsync(new Bson { ["insert"] = Images, ["documents"] = portion })).Whole();
        }

        var journal = new Bson
        {
            ["_id"] = Id,
            ["owner"] = Owner,
            ["state"] = State,
            ["at"] = at,
            ["operations"] = Operations.Select(operation => operation.Encode()).ToArray(),
        };
        (await client.WriteAsync(new Bson { ["insert"] = Collection, ["documents"] = new[] { journal } })).Whole();
    }

    /// <summary>The journals that a filter finds.</summary>
    public static async Task<List<MongoJournal>> FindAsync(MongoClient client, Bson filter, CancellationToken cancellation = default) =>
        [.. (await client.ListAsync(Collection, filter, cancellation: cancellation)).Select(Decode)];

    /// <summary>The images, by what they are of.</summary>
    public async Task<Dictionary<(string Collection, string Id), BsonValue>> ImagesAsync(MongoClient client)
    {
        var found = await client.ListAsync(Images, new Bson { ["batch"] = Id });
        return found.ToDictionary(row => (row["collection"].Text!, row["image"]["_id"].Text!), row => row["image"]);
    }

    /// <summary>Gives it another state, or another owner, if both are still what is known here.</summary>
    public async Task<bool> MarkAsync(MongoClient client, Bson change)
    {
        var update = new Bson
        {
            ["q"] = new Bson { ["_id"] = Id, ["owner"] = Owner, ["state"] = State },
            ["u"] = new Bson { ["$set"] = change },
        };
        return (await client.WriteAsync(new Bson { ["update"] = Collection, ["updates"] = new[] { update } })).Whole().Count == 1;
    }

    /// <summary>Removes it.</summary>
    public async Task ForgetAsync(MongoClient client)
    {
        await DeleteAsync(client, Collection, new Bson { ["_id"] = Id });
        if (Operations.Any(operation => operation.Kind != ChangeOperation.Insert))
        {
            await DeleteAsync(client, Images, new Bson { ["batch"] = Id });
        }
    }

    /// <summary>Deletes what a filter finds.</summary>
    public static async Task DeleteAsync(MongoClient client, string collection, Bson filter) => (await client.WriteAsync(new Bson
    {
        ["delete"] = collection,
        ["deletes"] = new[] { new Bson { ["q"] = filter, ["limit"] = 0 } },
    })).Whole();

    /// <summary>Documents in pieces that a command holds.</summary>
    public static IEnumerable<BsonValue[]> Portions(IEnumerable<BsonValue> documents)
    {
        var portion = new List<BsonValue>();
        var size = 0L;
        foreach (var document in documents)
        {
            if (portion.Count > 0 && size + document.Data.Length > Portion)
            {
                yield return [.. portion];
                portion.Clear();
                size = 0;
            }

            portion.Add(document);
            size += document.Data.Length;
        }

        if (portion.Count > 0)
        {
            yield return [.. portion];
        }
    }

    private static MongoJournal Decode(BsonValue journal) => new(
        journal["_id"].Text!, journal["owner"].Text!, journal["state"].Text!, [.. journal["operations"].Elements().Select(MongoOperation.Decode)]);
}
