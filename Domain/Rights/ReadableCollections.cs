using Virtool.Data.Collections;
using Virtool.Data.Documents;

namespace Virtool.Domain.Rights;

/// <summary>Reads what a viewer may see.</summary>
public static class ReadableCollections
{
    /// <summary>The document with the id; null where there is none that the viewer may see.</summary>
    public static async Task<T?> GetAsync<T>(this Collection<T> collection, Viewer viewer, string id, CancellationToken cancellation = default)
        where T : Document, IReadable =>
        await collection.GetAsync(id, cancellation) is { } document && viewer.MayRead(document) ? document : null;
}
