namespace Virtool.App.Tests.Bio;

/// <summary>Bytes that come in pieces of a size, as from a pipe or a slow disk.</summary>
internal sealed class PieceStream(byte[] content, int piece) : MemoryStream(content, writable: false)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
}
