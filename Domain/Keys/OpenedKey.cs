using Virtool.Domain.Rights;

namespace Virtool.Domain.Keys;

/// <summary>An API key that somebody came with.</summary>
/// <param name="Key">The key.</param>
/// <param name="Viewer">Who asks by it.</param>
public sealed record OpenedKey(ApiKey Key, Viewer Viewer);
