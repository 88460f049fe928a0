namespace Virtool.Data.Store;

/// <summary>Writes that depend on documents which others may change meanwhile.</summary>
public static class Batches
{
    /// <summary>Reads and writes in one batch, again until nobody was in between. Without writes, nothing is done.</summary>
    /// <param name="store">The engine.</param>
    /// <param name="read">Reads the documents afresh, and tells what to write.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task CommitAsync(
        this IDocumentStore store,
        Func<CancellationToken, Task<IReadOnlyList<Write>>> read,
        CancellationToken cancellation)
    {
        while (true)
        {
            var writes = await read(cancellation);
            if (writes.Count == 0)
            {
                return;
            }

            try
            {
                await store.BatchAsync(writes, cancellation);
                return;
            }
            catch (ConflictException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }
}
