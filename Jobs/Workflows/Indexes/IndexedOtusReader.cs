using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Virtool.Data.Documents;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>Reads the viruses of an index, one at a time.</summary>
public static class IndexedOtusReader
{
    /// <summary>The file's name in an index's folder: a JSON array, packed with gzip.</summary>
    public const string FileName = "otus.json.gz";

    /// <summary>The viruses of a file that <see cref="IndexedOtusWriter"/> wrote, in its order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Looked at between viruses.</param>
    /// <exception cref="JsonException">The file is no such array.</exception>
    /// <exception cref="InvalidDataException">The file is no gzip.</exception>
    public static async IAsyncEnumerable<IndexedOtu> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        await using var plain = new GZipStream(file, CompressionMode.Decompress);
        await foreach (var otu in JsonSerializer.DeserializeAsyncEnumerable<IndexedOtu>(plain, Json.Stored, cancellation))
        {
            yield return otu ?? throw new JsonException("A virus of the index is null.");
        }
    }
}
