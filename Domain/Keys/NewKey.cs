namespace Virtool.Domain.Keys;

/// <summary>An API key that was just made, with its text, which nobody sees a second time.</summary>
/// <param name="Key">What is kept of it.</param>
/// <param name="Text">The key.</param>
public sealed record NewKey(ApiKey Key, string Text);
