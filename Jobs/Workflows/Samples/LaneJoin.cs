using System.IO.Compression;
using System.Security.Cryptography;
using Virtool.Bio.Reads;

namespace Virtool.Jobs.Workflows.Samples;

/// <summary>
/// Joins packed reads of several lanes. The members of gzip files that follow each other are one gzip file (RFC 1952, 2.2), so nothing is unpacked.
/// </summary>
internal static class LaneJoin
{
    private const int BufferSize = 1024 * 1024;

    // A whole file ends with at most nine zeros: those of a last member that is empty, as BGZF has it.
    private const int MostZeros = 9;

    /// <summary>Writes the lanes one behind the other, and brings the whole to disk.</summary>
    /// <returns>Bytes, and their SHA-256 in lower-case hex.</returns>
    public static async Task<(long Size, string Sha256)> JoinAsync(IReadOnlyList<string> lanes, string target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        foreach (var lane in lanes)
        {
            await using var source = await IsPaddedAsync(lane, cancellation) ? await RepackedAsync(lane, $"{target}.lane", cancellation) : Open(lane);
            await CopyAsync(source, file, hash, cancellation);
        }

        file.Flush(flushToDisk: true);
        return (file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task CopyAsync(FileStream source, FileStream target, IncrementalHash hash, CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, count);
            await target.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
    }

    // Tapes and block devices pad files with zeros. That is allowed at the end of a gzip file, but what follows would not be read any more.
    private static async Task<bool> IsPaddedAsync(string path, CancellationToken cancellation)
    {
        await using var file = Open(path);
        var end = new byte[Math.Min(file.Length, MostZeros + 1)];
        file.Position = file.Length - end.Length;
        await file.ReadExactlyAsync(end, cancellation);
        return end.Length > MostZeros && end.AsSpan().IndexOfAnyExcept((byte)0) < 0;
    }

    private static async Task<FileStream> RepackedAsync(string lane, string path, CancellationToken cancellation)
    {
        var repacked = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        await using (var packing = new GZipStream(repacked, CompressionLevel.Fastest, leaveOpen: true))
        await using (var reads = ReadsStream.Open(Open(lane)))
        {
            await reads.CopyToAsync(packing, BufferSize, cancellation);
        }

        repacked.Position = 0;
        return repacked;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan | FileOptions.Asynchronous);
}
