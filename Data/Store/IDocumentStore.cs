using Virtool.Data.Documents;
using Virtool.Data.Queries;

namespace Virtool.Data.Store;

/// <summary>
/// The narrow waist under all documents. Every engine passes one contract test suite. A write that returned is durable, and its changes
/// are published to the change feed in the order of the commits by the engine, which alone knows that order.
/// </summary>
public interface IDocumentStore : IAsyncDisposable
{
    /// <summary>Makes the collection and its indexes, where they are missing.</summary>
    Task EnsureAsync(CollectionDefinition definition, CancellationToken cancellation = default);

    /// <summary>Inserts a document with revision 1.</summary>
    /// <exception cref="DuplicateException">The id, or a value of a unique index, is taken.</exception>
    Task<T> InsertAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document;

    /// <summary>Replaces the document, if its revision is still that of the one given; returns it with its new revision, or null where it is not.</summary>
    /// <exception cref="DuplicateException">A value of a unique index is taken.</exception>
    Task<T?> ReplaceAsync<T>(string collection, T document, CancellationToken cancellation = default)
        where T : Document;

    /// <summary>Deletes the document; false where there is none.</summary>
    Task<bool> DeleteAsync(string collection, string id, CancellationToken cancellation = default);

    /// <summary>The documents of a window, in its order.</summary>
    Task<IReadOnlyList<T>> FindAsync<T>(string collection, Query<T> query, CancellationToken cancellation = default)
        where T : Document;

    /// <summary>How many documents the filter finds.</summary>
    Task<long> CountAsync(string collection, Filter filter, CancellationToken cancellation = default);

    /// <summary>Does all of the writes, or none of them. At most 8 MB of documents.</summary>
    /// <exception cref="DuplicateException">An insert's id, or a value of a unique index, is taken.</exception>
    /// <exception cref="ConflictException">A document's revision is not the expected one any more, or it is gone.</exception>
    Task BatchAsync(IReadOnlyList<Write> writes, CancellationToken cancellation = default);
}
