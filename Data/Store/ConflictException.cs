namespace Virtool.Data.Store;

/// <summary>A document was changed or removed by somebody else between the reading and the writing.</summary>
/// <param name="collection">The collection.</param>
/// <param name="id">The document's id.</param>
public sealed class ConflictException(string collection, string id)
    : StoreException($"{collection}/{id} was changed by somebody else in the meantime. Look at it again, and try again.");
