namespace Virtool.Domain.Rights;

/// <summary>The viewer may see the thing, but not do this to it.</summary>
/// <param name="message">A sentence for people.</param>
public sealed class NotPermittedException(string message) : Exception(message);
