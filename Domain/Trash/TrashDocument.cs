using Virtool.Data.Collections;
using Virtool.Data.Documents;

namespace Virtool.Domain.Trash;

/// <summary>A document that goes to the trash, as it was when that was decided.</summary>
/// <param name="Collection">Its collection's name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Revision">Its revision: where it is another by then, nothing is removed.</param>
public readonly record struct TrashDocument(string Collection, string Id, long Revision)
{
    /// <summary>A document that was read.</summary>
    public static TrashDocument Of<T>(Collection<T> collection, T document)
        where T : Document => new(collection.Name, document.Id, document.Revision);
}
