using Virtool.Data.Documents;

namespace Virtool.Data.Store;

/// <summary>One write of a batch.</summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="Id">The document's id.</param>
public abstract record Write(string Collection, string Id)
{
    /// <summary>A new document; fails where the id, or a value of a unique index, is taken.</summary>
    public sealed record Insert(string Collection, Document Document) : Write(Collection, Document.Id);

    /// <summary>A document in place of the one with its id and <see cref="Document.Revision"/>; fails where that is no longer the revision.</summary>
    public sealed record Replace(string Collection, Document Document) : Write(Collection, Document.Id);

    /// <summary>No document with the id any more; with a revision, only where that is still the one.</summary>
    public sealed record Delete(string Collection, string Id, long? Revision = null) : Write(Collection, Id);
}
