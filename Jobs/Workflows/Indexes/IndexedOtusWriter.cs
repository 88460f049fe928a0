using System.IO.Compression;
using System.Text.Json;
using Virtool.Data.Documents;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>Writes the viruses of an index, one at a time, as a JSON array packed with gzip. The output is not owned.</summary>
/// <param name="output">Where to.</param>
public sealed class IndexedOtusWriter(Stream output) : IAsyncDisposable
{
    // Packed harder it would be a fifth smaller, and every build of a large reference seconds longer.
    private readonly GZipStream _packed = new(output, CompressionLevel.Fastest, leaveOpen: true);
    private bool _begun;

    /// <summary>Writes a virus.</summary>
    public async Task WriteAsync(IndexedOtu otu, CancellationToken cancellation)
    {
        await _packed.WriteAsync(_begun ? ",\n"u8.ToArray() : "["u8.ToArray(), cancellation);
        _begun = true;
        await JsonSerializer.SerializeAsync(_packed, otu, Json.Stored, cancellation);
    }

    /// <summary>Ends the array and the gzip.</summary>
    public async ValueTask DisposeAsync()
    {
        await _packed.WriteAsync(_begun ? "]\n"u8.ToArray() : "[]\n"u8.ToArray());
        await _packed.DisposeAsync();
    }
}
