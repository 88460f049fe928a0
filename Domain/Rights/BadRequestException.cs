namespace Virtool.Domain.Rights;

/// <summary>What was asked for names something that is not there to be named; the message says what.</summary>
/// <param name="message">A sentence for people.</param>
public sealed class BadRequestException(string message) : Exception(message);
