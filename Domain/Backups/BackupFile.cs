namespace Virtool.Domain.Backups;

/// <summary>A file that a backup speaks of.</summary>
/// <param name="Path">Where it lies, with <c>/</c>: below the backup, or below the data folder.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
public sealed record BackupFile(string Path, long Size, string Sha256);
