using System.Buffers.Binary;
using System.IO.Compression;

namespace Virtool.Bio.Reads;

/// <summary>
/// Unpacks gzip (RFC 1952) strictly: one member or many (also blocked gzip). Every member's checksum and length are checked, a member that is cut
/// is refused wherever it is cut, and bytes behind the last member are refused unless they are zeros.
/// The framework's own stream takes a cut file for a whole one unless a process-wide switch is set, and bytes behind the last member always.
/// Blocked gzip without its empty end block is accepted, since sequencers' software (bcl2fastq2) writes it so.
/// </summary>
internal sealed class GunzipStream(Stream packed) : ReadOnlyStream
{
    private const int Deflate = 8;
    private const int HeaderChecksum = 2;
    private const int Extra = 4;
    private const int FileName = 8;
    private const int Comment = 16;
    private const int Reserved = 0xE0;
    private const int RestSize = 128 * 1024;
    private const long FarthestLook = 64L << 20;

    private readonly GzipSource _source = new(packed);
    private DeflateStream? _member;
    private uint _checksum;
    private uint _size;
    private uint _headerChecksum;
    private bool _any;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_member is not null || OpenMember())
        {
            var count = Inflate(buffer);
            if (count > 0)
            {
                _checksum = Crc32.Update(_checksum, buffer[..count]);
                _size += (uint)count;
                return count;
            }

            CloseMember();
        }

        return 0;
    }

    /// <summary>
    /// Unpacks on to the end of the member, as far as <see cref="FarthestLook"/>: the byte from which on it breaks; null where it does not, or is
    /// only cut. What was given before the break may have been wrong already.
    /// </summary>
    public long? FindBreak()
    {
        var rest = new byte[RestSize];
        try
        {
            for (var passed = 0L; _member is not null && passed < FarthestLook;)
            {
                var count = Inflate(rest);
                _checksum = Crc32.Update(_checksum, rest.AsSpan(0, count));
                _size += (uint)count;
                passed += count;
                if (count == 0)
                {
                    CloseMember();
                }
            }

            return null;
        }
        catch (ReadsException exception)
        {
            return exception.Fault == ReadsFault.Damaged ? exception.Byte : null;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            var count = _member!.Read(buffer);
            return count > 0 || !_source.Starved ? count : throw TooEarly();
        }
        catch (InvalidDataException exception)
        {
            throw _source.Starved
                ? TooEarly()
                : new ReadsException(ReadsFault.Damaged, "The packed data is damaged: it cannot be unpacked. Copy the file again from its source.", exception) { Byte = _source.At };
        }
    }

    private bool OpenMember()
    {
        var first = _source.Next();
        if (first == -1 && _any)
        {
            return false;
        }

        if (first == 0 && _any)
        {
            return _source.OnlyZerosAreLeft() ? false : throw Garbage();
        }

        _headerChecksum = 0;
        ReadHeader(first);
        _any = true;
        _checksum = 0;
        _size = 0;
        _member = new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private void ReadHeader(int first)
    {
        Check(first);
        if (first != 0x1F || HeaderByte() != 0x8B)
        {
            throw Garbage();
        }

        if (HeaderByte() != Deflate)
        {
            throw Header();
        }

        var flags = HeaderByte();
        if ((flags & Reserved) != 0)
        {
            throw Header();
        }

        Skip(6);
        if ((flags & Extra) != 0)
        {
            Skip(HeaderByte() | (HeaderByte() << 8));
        }

        if ((flags & FileName) != 0)
        {
            SkipText();
        }

        if ((flags & Comment) != 0)
        {
            SkipText();
        }

        var checksum = _headerChecksum & 0xFFFF;
        if ((flags & HeaderChecksum) != 0 && (HeaderByte() | (HeaderByte() << 8)) != checksum)
        {
            throw Header();
        }
    }

    private void CloseMember()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _size);
        if (!_source.TakeTrailer(trailer, out var cut))
        {
            throw cut
                ? TooEarly()
                : new ReadsException(ReadsFault.Damaged, "The packed data is damaged: its checksum is not that of what was unpacked. Copy the file again from its source.") { Byte = _source.At };
        }
    }

    private int HeaderByte() => Check(_source.Next());

    private int Check(int value)
    {
        if (value == -1)
        {
            throw TooEarly();
        }

        _headerChecksum = Crc32.Update(_headerChecksum, [(byte)value]);
        return value;
    }

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
        {
            HeaderByte();
        }
    }

    private void SkipText()
    {
        while (HeaderByte() != 0)
        {
        }
    }

    private ReadsException TooEarly() =>
        new(ReadsFault.EndsTooEarly, "The gzip file ends too early: its last part is missing. It may still be being copied; otherwise copy it again.") { Byte = _source.At };

    private ReadsException Garbage() =>
        new(ReadsFault.Damaged, "Behind the packed data stand bytes that do not belong to it. Copy the file again from its source.") { Byte = _source.At };

    private ReadsException Header() =>
        new(ReadsFault.Damaged, "The packed data is damaged: a gzip header is not valid. Copy the file again from its source.") { Byte = _source.At };
}
