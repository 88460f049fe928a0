using System.Text.Json;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>Makes collections and their indexes, and fills what a new index of texts needs.</summary>
internal static class MongoSchema
{
    private static readonly string[] SomeValue = ["string", "number", "bool", "date"];

    /// <summary>An index's name.</summary>
    public static string Name(IndexDefinition index) => string.Join("_", Keys(index).Select(key => key + "_1")) + (index.Unique ? "_unique" : "");

    public static async Task EnsureAsync(MongoClient client, CollectionDefinition definition, CancellationToken cancellation)
    {
        await CreateAsync(client, definition.Name, cancellation);
        var there = await NamesAsync(client, definition.Name, cancellation);
        var missing = All(definition).Where(index => !there.Contains(Name(index))).ToArray();
        if (missing.Any(index => index.Kind == IndexKind.Text))
        {
            await FoldAsync(client, definition, cancellation);
        }

        if (missing.Length > 0)
        {
            await IndexAsync(client, definition.Name, missing.Select(Describe), cancellation);
        }
    }

    /// <summary>Makes a collection, where it is missing.</summary>
    public static async Task CreateAsync(MongoClient client, string collection, CancellationToken cancellation)
    {
        try
        {
            await client.WriteAsync(new Bson { ["create"] = collection }, cancellation);
        }
        catch (MongoException error) when (error.Code == MongoFailure.Exists)
        {
            // Another process was first, or it was there.
        }
    }

    public static Task<MongoReply> IndexAsync(MongoClient client, string collection, IEnumerable<Bson> indexes, CancellationToken cancellation) =>
        client.WriteAsync(new Bson { ["createIndexes"] = collection, ["indexes"] = indexes.ToArray() }, cancellation);

    /// <summary>
    /// The indexes, each name once. A unique one has a plain one beside it: it leaves documents out, so that the server does not answer
    /// queries from it.
    /// </summary>
    private static IEnumerable<IndexDefinition> All(CollectionDefinition definition) => definition.Indexes
        .SelectMany(index => index.Unique ? [index, index with { Unique = false }] : (IndexDefinition[])[index])
        .DistinctBy(Name);

    private static string[] Keys(IndexDefinition index) => index switch
    {
        { Kind: IndexKind.Text } => [MongoDocuments.FoldedPath(index.Fields[0])],
        { Kind: IndexKind.Elements } or { Unique: true } => [.. index.Fields],
        _ => [.. index.Fields, "_id"],
    };

    private static Bson Describe(IndexDefinition index)
    {
        var keys = new Bson();
        foreach (var key in Keys(index))
        {
            keys[key] = 1;
        }

        var described = new Bson { ["key"] = keys, ["name"] = Name(index) };
        if (index.Unique)
        {
            var counted = new Bson();
            foreach (var field in index.Fields)
            {
                counted[field] = new Bson { ["$type"] = SomeValue };
            }

            described.With("unique", true).With("partialFilterExpression", counted);
        }

        return described;
    }

    private static async Task<HashSet<string>> NamesAsync(MongoClient client, string collection, CancellationToken cancellation)
    {
        var answer = await client.ReadAsync(new Bson { ["listIndexes"] = collection, ["cursor"] = new Bson { ["batchSize"] = 1_000 } }, cancellation);
        return [.. answer["cursor"]["firstBatch"].Elements().Select(index => index["name"].Text ?? "")];
    }

    /// <summary>Writes the folded texts of documents from before the index.</summary>
    private static async Task FoldAsync(MongoClient client, CollectionDefinition definition, CancellationToken cancellation)
    {
        foreach (var document in await client.ListAsync(definition.Name, [], cancellation: cancellation))
        {
            using var form = JsonDocument.Parse(MongoDocuments.Form(document));
            var update = new Bson
            {
                ["q"] = new Bson { ["_id"] = document["_id"].Text, ["_revision"] = document["_revision"].Whole },
                ["u"] = new Bson { ["$set"] = new Bson { [MongoDocuments.Folded] = MongoDocuments.Fold(form.RootElement, definition) } },
            };
            (await client.WriteAsync(new Bson { ["update"] = definition.Name, ["updates"] = new[] { update } }, cancellation)).Whole();
        }
    }
}
