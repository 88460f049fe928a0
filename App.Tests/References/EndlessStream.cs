namespace Virtool.App.Tests.References;

/// <summary>The same bytes again and again, after others.</summary>
internal sealed class EndlessStream(byte[] pattern, long length, byte[]? prefix = null) : Stream
{
    private readonly byte[] _prefix = prefix ?? [];

    /// <summary>How much was read of it, the last time that it was opened.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public EndlessStream Anew()
    {
        Given = 0;
        return this;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - Given);
        for (var i = 0; i < count; i++)
        {
            var at = Given + i;
            buffer[i] = at < _prefix.Length ? _prefix[at] : pattern[(at - _prefix.Length) % pattern.Length];
        }

        Given += count;
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
