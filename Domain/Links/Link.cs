namespace Virtool.Domain.Links;

/// <summary>Points at a document of another collection, with the name it had when the link was made.</summary>
/// <param name="Id">The other document's id.</param>
/// <param name="Name">Its name, for showing without a look-up.</param>
public sealed record Link(string Id, string Name);
