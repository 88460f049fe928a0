using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Data.Collections;

/// <summary>The documents of one kind: typed, on top of the store. What everybody uses.</summary>
/// <typeparam name="T">The documents.</typeparam>
/// <param name="store">The engine.</param>
/// <param name="definition">The collection's name and indexes.</param>
public sealed class Collection<T>(IDocumentStore store, CollectionDefinition definition)
    where T : Document
{
    /// <summary>The collection's name.</summary>
    public string Name => definition.Name;

    /// <summary>The name and the indexes.</summary>
    public CollectionDefinition Definition => definition;

    /// <summary>The document with the id, or null.</summary>
    public async Task<T?> GetAsync(string id, CancellationToken cancellation = default)
    {
        var found = await store.FindAsync(Name, Query<T>.ById(id).Window(0, 1), cancellation);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The documents of a window, in its order.</summary>
    public Task<IReadOnlyList<T>> FindAsync(Query<T> query, CancellationToken cancellation = default) => store.FindAsync(Name, query, cancellation);

    /// <summary>The documents that a filter finds, by id.</summary>
    public Task<IReadOnlyList<T>> FindAsync(Filter filter, CancellationToken cancellation = default) =>
        store.FindAsync(Name, Query<T>.All.Where(filter), cancellation);

    /// <summary>The first that a filter finds, by id, or null.</summary>
    public async Task<T?> FirstAsync(Filter filter, CancellationToken cancellation = default)
    {
        var found = await store.FindAsync(Name, Query<T>.All.Where(filter).Window(0, 1), cancellation);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>How many the filter finds; null for all.</summary>
    public Task<long> CountAsync(Filter? filter = null, CancellationToken cancellation = default) =>
        store.CountAsync(Name, filter ?? Filter.All, cancellation);

    /// <summary>Inserts a document.</summary>
    /// <exception cref="DuplicateException">The id, or a value of a unique index, is taken.</exception>
    public Task<T> InsertAsync(T document, CancellationToken cancellation = default) => store.InsertAsync(Name, document, cancellation);

    /// <summary>Replaces a document if it is still as it was read; null where it is not.</summary>
    public Task<T?> ReplaceAsync(T document, CancellationToken cancellation = default) => store.ReplaceAsync(Name, document, cancellation);

    /// <summary>
    /// Reads, changes and replaces, again until nobody was in between: no update is lost. <paramref name="change"/> may run several times;
    /// where it returns the document it was given, or null, nothing is written.
    /// </summary>
    /// <returns>The document as it is now; null where there is none, or where <paramref name="change"/> gave null.</returns>
    public async Task<T?> UpdateAsync(string id, Func<T, T?> change, CancellationToken cancellation = default)
    {
        while (true)
        {
            var before = await GetAsync(id, cancellation);
            if (before is null)
            {
                return null;
            }

            var after = change(before);
            if (after is null || after == before)
            {
                return after;
            }

            var written = await store.ReplaceAsync(Name, after with { Id = id, Revision = before.Revision }, cancellation);
            if (written is not null)
            {
                return written;
            }
        }
    }

    /// <summary>Deletes a document; false where there is none.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancellation = default) => store.DeleteAsync(Name, id, cancellation);

    /// <summary>An insert for a batch.</summary>
    public Write ToInsert(T document) => new Write.Insert(Name, document);

    /// <summary>A replacement for a batch; the revision is the one that was read.</summary>
    public Write ToReplace(T document) => new Write.Replace(Name, document);

    /// <summary>For a batch that holds only as long as a document is as it was read: nothing of it changes, but the batch fails where somebody else was in between.</summary>
    public Write ToHold(T document) => ToReplace(document);

    /// <summary>A deletion for a batch.</summary>
    public Write ToDelete(string id, long? revision = null) => new Write.Delete(Name, id, revision);
}
