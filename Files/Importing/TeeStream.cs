namespace Virtool.Files.Importing;

/// <summary>Gives the bytes of a source, and on their way takes their digests and writes them to a copy. Does not own the source, and can be read on after it was disposed.</summary>
/// <param name="source">Where the bytes come from.</param>
/// <param name="digests">Get every byte.</param>
/// <param name="copy">Gets every byte.</param>
/// <param name="passed">Told how many bytes have passed; may throw to end the reading.</param>
internal sealed class TeeStream(Stream source, Digests digests, Stream copy, Action<long> passed) : Stream
{
    private const int ChunkSize = 128 * 1024;

    private long _passed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _passed;
        set => throw new NotSupportedException();
    }

    /// <summary>Passes what nobody has read: it belongs to the copy and the digests all the same.</summary>
    public void Drain()
    {
        var rest = new byte[ChunkSize];
        while (Read(rest) > 0)
        {
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        digests.Add(buffer[..count]);
        copy.Write(buffer[..count]);
        _passed += count;
        passed(_passed);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
