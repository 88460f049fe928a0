namespace Virtool.Data.Mongo;

/// <summary>Where a copy collects documents in the order in which they are read, also several times; the last one counts.</summary>
/// <param name="path">A file of its own, which goes with it.</param>
internal sealed class MongoSpool(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 20, FileOptions.DeleteOnClose);
    private readonly Dictionary<string, Dictionary<string, MongoCopied>> _documents = new(StringComparer.Ordinal);
    private readonly HashSet<(string Collection, string Id)> _underWay = [];

    public IReadOnlyCollection<string> Collections => _documents.Keys;

    public long Count => _documents.Values.Sum(documents => (long)documents.Count);

    /// <summary>A document as it was last read; null where it was not there.</summary>
    public MongoCopied? this[(string Collection, string Id) document] => _documents.GetValueOrDefault(document.Collection)?.GetValueOrDefault(document.Id);

    /// <summary>A collection, also one without documents.</summary>
    public void Know(string collection) => _documents.TryAdd(collection, new(StringComparer.Ordinal));

    /// <summary>A document was read.</summary>
    public void Put(string collection, BsonValue document)
    {
        var clean = new Bson();
        foreach (var (name, value) in document.Fields())
        {
            if (name is not (MongoDocuments.Pending or MongoDocuments.Batch))
            {
                clean[name] = value;
            }
        }

        var data = clean.Encode();
        var (batch, id) = (document[MongoDocuments.Batch], document["_id"].Text!);
        var copied = new MongoCopied(
            _file.Position,
            data.Length,
            document["_revision"].Whole,
            document[MongoDocuments.Pending]["key"].Text,
            batch["written"].Truth ? batch["id"].Text : null);
        Remove((collection, id));
        _documents[collection][id] = copied;
        if (copied.Pending is not null || copied.WrittenBy is not null)
        {
            _underWay.Add((collection, id));
        }

        _file.Write(data);
    }

    /// <summary>A document was looked for, and was not there.</summary>
    public void Remove((string Collection, string Id) document)
    {
        _documents[document.Collection].Remove(document.Id);
        _underWay.Remove(document);
    }

    /// <summary>Documents whose writers may not have come to their end when they were read.</summary>
    public IReadOnlyCollection<(string Collection, string Id)> UnderWay => _underWay;

    /// <summary>Writes each collection to a file of its own, one document after the other, as <c>mongodump</c> does.</summary>
    public void Write(Func<string, string> file, CancellationToken cancellation)
    {
        foreach (var (collection, documents) in _documents)
        {
            using var target = new FileStream(file(collection), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
            foreach (var document in documents.Values.OrderBy(document => document.Offset))
            {
                cancellation.ThrowIfCancellationRequested();
                var data = new byte[document.Length];
                _file.Position = document.Offset;
                _file.ReadExactly(data);
                target.Write(data);
            }

            target.Flush(flushToDisk: true);
        }
    }

    public void Dispose() => _file.Dispose();
}
