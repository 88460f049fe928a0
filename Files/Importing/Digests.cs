using System.Security.Cryptography;

namespace Virtool.Files.Importing;

/// <summary>What is taken of a file's bytes as they pass: SHA-256, MD5 where it is asked for, and whether it is blocked gzip.</summary>
internal sealed class Digests(bool md5) : IDisposable
{
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _md5 = md5 ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;

    /// <summary>Whether it is blocked gzip, and ends as such.</summary>
    public BlockedGzip Blocks { get; } = new();

    /// <summary>Passes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _sha256.AppendData(bytes);
        _md5?.AppendData(bytes);
        Blocks.Add(bytes);
    }

    /// <summary>SHA-256 of what has passed, lower-case hex.</summary>
    public string Sha256() => Convert.ToHexStringLower(_sha256.GetCurrentHash());

    /// <summary>MD5 of what has passed, lower-case hex; only where it was asked for.</summary>
    public string Md5() => Convert.ToHexStringLower(_md5!.GetCurrentHash());

    public void Dispose()
    {
        _sha256.Dispose();
        _md5?.Dispose();
    }
}
