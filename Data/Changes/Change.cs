namespace Virtool.Data.Changes;

/// <summary>One committed write of one document. It carries no content: who may see the document reads it.</summary>
/// <param name="Sequence">One more than that of the change before, within the feed's epoch.</param>
/// <param name="Collection">The collection's name.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Revision">The document's revision after it; of a deletion, the last one.</param>
public sealed record Change(long Sequence, string Collection, ChangeOperation Operation, string Id, long Revision);
