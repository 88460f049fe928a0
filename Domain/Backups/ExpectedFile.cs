namespace Virtool.Domain.Backups;

/// <summary>A file, or a folder with files, that a document speaks of.</summary>
/// <param name="Path">Below the data folder, with <c>/</c>.</param>
/// <param name="Size">Bytes; null of a folder.</param>
/// <param name="Sha256">Of its bytes; null of a folder.</param>
/// <param name="IsStillWanted">Whether its document is there now.</param>
public sealed record ExpectedFile(string Path, long? Size, string? Sha256, Func<CancellationToken, Task<bool>> IsStillWanted);
