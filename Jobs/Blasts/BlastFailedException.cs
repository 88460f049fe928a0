namespace Virtool.Jobs.Blasts;

/// <summary>A search did not work, and would not if it were asked for again by itself.</summary>
/// <param name="message">What happened, why, what to do.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class BlastFailedException(string message, Exception? inner = null) : Exception(message, inner);
