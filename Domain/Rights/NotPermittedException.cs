namespace Virtool.Domain.Rights;

/// <summary>The viewer may see the thing, but not do this to it.</summary>
/// <param name="message">A sentence for people.</param>
/// <param name="isOfDocument">A right on one document is lacking, not a permission.</param>
public sealed class NotPermittedException(string message, bool isOfDocument = false) : Exception(message)
{
    /// <summary>A right on one document is lacking, not a permission.</summary>
    public bool IsOfDocument => isOfDocument;
}
