using System.Security.Cryptography;
using Virtool.Bio.Reads;

namespace Virtool.Files.Importing;

/// <summary>
/// A hash of the names of all reads in their order, without what tells mates apart: equal for two files whose reads belong together one by one,
/// which is what mappers of pairs require. SHA-256 over the roots, each with a line end; its first 16 bytes.
/// </summary>
internal sealed class NamesHash : IDisposable
{
    private const int Kept = 16;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _used;

    /// <summary>Adds a read by its name line.</summary>
    public void Add(ReadOnlySpan<byte> name)
    {
        var root = ReadName.Parse(name).Root;
        if (root.Length + 1 > _buffer.Length - _used)
        {
            Flush();
        }

        if (root.Length + 1 > _buffer.Length)
        {
            _hash.AppendData(root);
            root = [];
        }

        root.CopyTo(_buffer.AsSpan(_used));
        _used += root.Length;
        _buffer[_used++] = (byte)'\n';
    }

    /// <summary>The hash, lower-case hex.</summary>
    public string Complete()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset().AsSpan(0, Kept));
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
