using System.Buffers;

namespace Virtool.Bio.Reads;

/// <summary>
/// The packed bytes under a <see cref="GunzipStream"/>. The inflater takes more bytes than its member has, and does not say how many it used:
/// so the last piece given out is kept, and the trailer, whose eight bytes are known by then, is looked for in it. Near the end of the file
/// the inflater gets single bytes, so that there the end of a member is known exactly.
/// </summary>
internal sealed class GzipSource(Stream stream) : ReadOnlyStream
{
    private const int BufferSize = 128 * 1024;
    private const int SingleBytes = 64;
    private const int TrailerSize = 8;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private long _dropped;
    private int _piece;
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Whether more was asked for after the last byte was given.</summary>
    public bool Starved { get; private set; }

    /// <summary>Where the last piece given out, or the last byte between members, begins in the file.</summary>
    public long At => _dropped + _piece;

    /// <summary>Gives the inflater its next piece.</summary>
    public override int Read(Span<byte> buffer)
    {
        _piece = _start;
        Require(SingleBytes + 1);
        var available = _end - _start;
        if (available == 0)
        {
            Starved = true;
            return 0;
        }

        var count = available > SingleBytes ? Math.Min(buffer.Length, available - SingleBytes) : 1;
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>The next byte between members; -1 at the end of the file.</summary>
    public int Next()
    {
        _piece = _start;
        Require(1);
        return _start == _end ? -1 : _buffer[_start++];
    }

    /// <summary>Whether nothing but zeros, the padding of tapes and block devices, is left.</summary>
    public bool OnlyZerosAreLeft()
    {
        int next;
        do
        {
            next = Next();
        }
        while (next == 0);

        return next == -1;
    }

    /// <summary>Finds the trailer of the member that the inflater has just finished, and goes on behind it.</summary>
    /// <returns>Whether it is there; <paramref name="cut"/> tells that the file ends before or within it.</returns>
    public bool TakeTrailer(ReadOnlySpan<byte> trailer, out bool cut)
    {
        Require(TrailerSize + 2);
        var first = _piece + 1;
        var last = _start;
        var found = -1;
        for (var at = first; at <= last && at + TrailerSize <= _end; at++)
        {
            var offset = _buffer.AsSpan(at, Math.Min(_end, last + TrailerSize) - at).IndexOf(trailer);
            if (offset < 0)
            {
                break;
            }

            at += offset;
            found = found < 0 ? at : found;
            if (EndsOrStartsMember(at + TrailerSize))
            {
                found = at;
                break;
            }
        }

        cut = found < 0 && _ended && _end - last < TrailerSize && trailer.StartsWith(_buffer.AsSpan(last, _end - last));
        if (found < 0)
        {
            return false;
        }

        _start = found + TrailerSize;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    // An empty member's trailer is eight zeros, which can be found one byte early: what follows decides.
    private bool EndsOrStartsMember(int at) =>
        at >= _end || (_buffer[at] == 0x1F && (at + 1 >= _end || _buffer[at + 1] == 0x8B));

    private void Require(int count)
    {
        while (_end - _start < count && !_ended)
        {
            if (_end == _buffer.Length)
            {
                MoveDown();
            }

            var read = stream.Read(_buffer.AsSpan(_end));
            _ended = read == 0;
            _end += read;
        }
    }

    private void MoveDown()
    {
        _buffer.AsSpan(_piece, _end - _piece).CopyTo(_buffer);
        _dropped += _piece;
        _start -= _piece;
        _end -= _piece;
        _piece = 0;
    }
}
