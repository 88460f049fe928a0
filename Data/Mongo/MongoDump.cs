using System.Text.Json;

namespace Virtool.Data.Mongo;

/// <summary>The files of a copy, as <c>mongodump</c> writes and <c>mongorestore</c> reads them: <c>NAME.bson</c> and <c>NAME.metadata.json</c>.</summary>
internal static class MongoDump
{
    private const string Ending = ".bson";

    /// <summary>The file with a collection's documents.</summary>
    public static string Documents(string folder, string collection) => Path.Combine(folder, collection + Ending);

    /// <summary>The collections in a copy.</summary>
    public static IEnumerable<string> Collections(string folder) =>
        Directory.EnumerateFiles(folder, "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The collections of documents in a database: not those that the engine keeps for itself.</summary>
    public static async Task<IReadOnlyList<string>> CollectionsAsync(MongoClient client, CancellationToken cancellation)
    {
        var answer = await client.ReadAsync(new Bson { ["listCollections"] = 1, ["nameOnly"] = true, ["cursor"] = new Bson { ["batchSize"] = 10_000 } }, cancellation);
        return [.. answer["cursor"]["firstBatch"].Elements().Select(collection => collection["name"].Text!)
            .Where(name => !name.StartsWith('_') && !name.StartsWith("system.", StringComparison.Ordinal) && name != MongoChanges.Collection)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The documents of a collection in a copy, one after the other; none where it is not there.</summary>
    /// <exception cref="EndOfStreamException">The file ends within one.</exception>
    public static IEnumerable<BsonValue> Read(string folder, string collection)
    {
        var path = Documents(folder, collection);
        if (!File.Exists(path))
        {
            yield break;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
        var length = new byte[sizeof(int)];
        while (file.ReadAtLeast(length, sizeof(int), throwOnEndOfStream: false) == sizeof(int))
        {
            var document = new byte[BitConverter.ToInt32(length)];
            length.CopyTo(document, 0);
            file.ReadExactly(document.AsSpan(sizeof(int)));
            yield return BsonValue.Document(document);
        }
    }

    /// <summary>Writes down which indexes a collection has.</summary>
    public static async Task WriteIndexesAsync(MongoClient client, string folder, string collection, CancellationToken cancellation)
    {
        var answer = await client.ReadAsync(new Bson { ["listIndexes"] = collection, ["cursor"] = new Bson { ["batchSize"] = 1_000 } }, cancellation);
        var metadata = new Bson
        {
            ["options"] = new Bson(),
            ["indexes"] = answer["cursor"]["firstBatch"].Elements().ToArray(),
            ["collectionName"] = collection,
            ["type"] = "collection",
        };
        var form = MongoDocuments.Form(BsonValue.Document(metadata.Encode()));
        await File.WriteAllBytesAsync(Metadata(folder, collection), form, cancellation);
    }

    /// <summary>Makes a collection of a copy again, with its indexes, which come last.</summary>
    public static async Task RestoreAsync(MongoClient client, string folder, string collection, CancellationToken cancellation)
    {
        await MongoSchema.CreateAsync(client, collection, cancellation);
        foreach (var portion in MongoJournal.Portions(Read(folder, collection)))
        {
            (await client.WriteAsync(new Bson { ["insert"] = collection, ["documents"] = portion }, cancellation)).Whole();
        }

        var indexes = await IndexesAsync(folder, collection, cancellation);
        if (indexes.Length > 0)
        {
            await client.WriteAsync(new Bson { ["createIndexes"] = collection, ["indexes"] = indexes }, cancellation);
        }
    }

    /// <summary>A collection's indexes in a copy, as they are made: without that of the ids, and without what the server adds.</summary>
    private static async Task<BsonValue[]> IndexesAsync(string folder, string collection, CancellationToken cancellation)
    {
        using var metadata = JsonDocument.Parse(await File.ReadAllBytesAsync(Metadata(folder, collection), cancellation));
        return [.. metadata.RootElement.GetProperty("indexes").EnumerateArray()
            .Where(index => index.GetProperty("name").GetString() != "_id_")
            .Select(Index)];
    }

    private static BsonValue Index(JsonElement index)
    {
        var writer = new BsonWriter();
        writer.Write(System.Text.Encoding.UTF8.GetBytes(index.GetRawText()));
        var made = new Bson();
        foreach (var (name, value) in BsonValue.Document(writer.ToArray()).Fields())
        {
            if (name is not ("v" or "ns"))
            {
                made[name] = value;
            }
        }

        return BsonValue.Document(made.Encode());
    }

    private static string Metadata(string folder, string collection) => Path.Combine(folder, collection + ".metadata.json");
}
