namespace Virtool.Files.Importing;

/// <summary>
/// Looks at the beginning and the end of a file for what blocked gzip (BGZF, in the specification of SAM) has there: a field <c>BC</c> in the
/// first header, and an empty block at the end, without which the file may have been cut between two blocks.
/// </summary>
internal sealed class BlockedGzip
{
    private const int FieldAt = 12;
    private const byte HasFields = 4;

    private readonly byte[] _head = new byte[FieldAt + 2];
    private readonly byte[] _tail = new byte[End.Length];
    private long _count;

    /// <summary>It is gzip at all.</summary>
    public bool IsPacked => _head[0] == 0x1F && _head[1] == 0x8B;

    /// <summary>It is blocked gzip.</summary>
    public bool IsBlocked => _count >= _head.Length && IsPacked && (_head[3] & HasFields) != 0 && _head.AsSpan(FieldAt).SequenceEqual("BC"u8);

    /// <summary>It has the block that ends a file.</summary>
    public bool IsEnded => IsBlocked && _tail.AsSpan().SequenceEqual(End);

    private static ReadOnlySpan<byte> End =>
        [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF, 6, 0, 0x42, 0x43, 2, 0, 0x1B, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Passes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_count < _head.Length)
        {
            bytes[..(int)Math.Min(bytes.Length, _head.Length - _count)].CopyTo(_head.AsSpan((int)_count));
        }

        _count += bytes.Length;
        var kept = Math.Max(0, _tail.Length - bytes.Length);
        _tail.AsSpan(_tail.Length - kept).CopyTo(_tail);
        bytes[Math.Max(0, bytes.Length - _tail.Length)..].CopyTo(_tail.AsSpan(kept));
    }
}
