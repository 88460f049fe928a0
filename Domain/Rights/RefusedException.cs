namespace Virtool.Domain.Rights;

/// <summary>What was asked for cannot be done as things stand; the message says why and what to do.</summary>
/// <param name="message">A sentence for people.</param>
public sealed class RefusedException(string message) : Exception(message);
