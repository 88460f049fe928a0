namespace Virtool.Jobs.Outgoing;

/// <summary>Something asked of others brought nothing. The message is for people: what happened, why, and what to do; it has no secret in it.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">The same in words.</param>
/// <param name="again">When it may be asked again, where the other side said so.</param>
/// <param name="inner">What was thrown.</param>
public sealed class OutgoingException(OutgoingFailure failure, string message, DateTimeOffset? again = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public OutgoingFailure Failure => failure;

    /// <summary>The status that was answered; null: it did not come to that.</summary>
    public int? Status { get; init; }

    /// <summary>When it may be asked again, where the other side said so.</summary>
    public DateTimeOffset? Again => again;
}
