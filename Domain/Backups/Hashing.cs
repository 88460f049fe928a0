using System.Buffers;
using System.Security.Cryptography;

namespace Virtool.Domain.Backups;

/// <summary>Files with their hashes.</summary>
internal static class Hashing
{
    private const int Piece = 1 << 20;

    /// <summary>A file's size and hash; its path is its name.</summary>
    public static async Task<BackupFile> OfAsync(string path, CancellationToken cancellation)
    {
        await using var source = Open(path);
        return await CopyAsync(source, Stream.Null, cancellation);
    }

    /// <summary>Copies a file, and gives size and hash of what was copied. The target is new, and on the disk afterwards.</summary>
    public static async Task<BackupFile> CopyAsync(string path, string target, CancellationToken cancellation)
    {
        await using var source = Open(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var copied = await CopyAsync(source, to, cancellation);
        to.Flush(flushToDisk: true);
        return copied;
    }

    /// <summary>Writes a file that is on the disk afterwards.</summary>
    public static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await file.WriteAsync(bytes, cancellation);
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    private static async Task<BackupFile> CopyAsync(FileStream source, Stream target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, size) = (ArrayPool<byte>.Shared.Rent(Piece), 0L);
        try
        {
            int count;
            while ((count = await source.ReadAsync(buffer.AsMemory(0, Piece), cancellation)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                await target.WriteAsync(buffer.AsMemory(0, count), cancellation);
                size += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return new BackupFile(Path.GetFileName(source.Name), size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
