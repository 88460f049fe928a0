namespace Virtool.Domain.Rights;

/// <summary>There is no such thing, or the viewer may not know of it.</summary>
/// <param name="message">A sentence for people.</param>
public sealed class NotFoundException(string message) : Exception(message);
