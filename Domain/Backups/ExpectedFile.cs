namespace Virtool.Domain.Backups;

/// <summary>A file, or a folder with files, that a document speaks of.</summary>
/// <param name="Path">Below the data folder, with <c>/</c>.</param>
/// <param name="Size">Bytes; null of a folder.</param>
/// <param name="Sha256">Of its bytes; null of a folder, empty where nobody knows.</param>
/// <param name="IsStillWanted">Whether its document is there now.</param>
/// <param name="What">What it is, as a sentence begins: "The stored file".</param>
/// <param name="Name">What people call it.</param>
public sealed record ExpectedFile(string Path, long? Size, string? Sha256, Func<CancellationToken, Task<bool>> IsStillWanted, string What = "The file", string Name = "");
