namespace Virtool.App.Api;

/// <summary>A value in a request's query cannot be used.</summary>
/// <param name="field">The query's field.</param>
/// <param name="message">What is wrong with it.</param>
internal sealed class InvalidQueryException(string field, string message) : Exception(message)
{
    /// <summary>By field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = new Dictionary<string, string[]> { [field] = [message] };
}
