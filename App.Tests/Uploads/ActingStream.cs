namespace Virtool.App.Tests.Uploads;

/// <summary>Bytes of a client to which something happens when they are at their end.</summary>
internal sealed class ActingStream(byte[] bytes, Action<CancellationToken> atEnd) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Read(buffer.Span);
        if (count == 0)
        {
            atEnd(cancellationToken);
        }

        return ValueTask.FromResult(count);
    }
}
