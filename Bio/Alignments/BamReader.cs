using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Virtool.Bio.Alignments;

/// <summary>
/// Reads the alignments of a BAM file (Sequence Alignment/Map Format Specification, section 4: https://samtools.github.io/hts-specs/SAMv1.pdf), one by
/// one. The spans hold until the next <see cref="Read"/>.
/// </summary>
public sealed class BamReader : IDisposable
{
    private const int Fixed = 32;
    private const int LargestRecord = 64 * 1024 * 1024;
    private const string Letters = "=ACMGRSVTWYHKDBN";

    private readonly Stream _packed;
    private GZipStream _plain;
    private byte[] _record = new byte[1024];
    private int _size;

    /// <summary>Reads the header. Owns the stream.</summary>
    /// <exception cref="InputException">It is no BAM.</exception>
    public BamReader(Stream packed)
    {
        _packed = packed;
        _plain = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        if (!Exactly(4).SequenceEqual("BAM\x1"u8))
        {
            throw Broken();
        }

        Skip(Length(Int()));
        var count = Length(Int());
        var names = new List<string>();
        var lengths = new List<int>();
        for (var reference = 0; reference < count; reference++)
        {
            var name = Exactly(Length(Int()));
            names.Add(Encoding.UTF8.GetString(name[..^1]));
            lengths.Add(Int());
        }

        (References, Lengths) = (names, lengths);
    }

    /// <summary>The names of the sequences; a sequence's number is its place here.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>The lengths of the sequences in nucleotides, by their numbers.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>The number of the sequence that the read is aligned to; -1: none.</summary>
    public int Reference => BinaryPrimitives.ReadInt32LittleEndian(_record);

    /// <summary>The leftmost aligned position, from 0.</summary>
    public int Position => BinaryPrimitives.ReadInt32LittleEndian(_record.AsSpan(4));

    /// <summary>The flags.</summary>
    public int Flag => BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(14));

    /// <summary>Another alignment of the read is its primary one.</summary>
    public bool IsSecondary => (Flag & 0x100) != 0;

    /// <summary>The read is aligned as its reverse complement, and stands so in the file.</summary>
    public bool IsReversed => (Flag & 0x10) != 0;

    /// <summary>The read's name.</summary>
    public ReadOnlySpan<byte> Name => _record.AsSpan(Fixed, _record[8] - 1);

    /// <summary>Nucleotides of the read, clipped ones included.</summary>
    public int ReadLength => BinaryPrimitives.ReadInt32LittleEndian(_record.AsSpan(16));

    /// <summary>Operations of the alignment.</summary>
    public int OperationCount => BinaryPrimitives.ReadUInt16LittleEndian(_record.AsSpan(12));

    private int CigarStart => Fixed + _record[8];

    private int SequenceStart => CigarStart + (4 * OperationCount);

    private int QualityStart => SequenceStart + ((ReadLength + 1) / 2);

    /// <summary>Goes on at a place that an index names.</summary>
    /// <param name="virtualOffset">Of the compressed block, times 65,536, and within it.</param>
    public void Seek(ulong virtualOffset)
    {
        _plain.Dispose();
        _packed.Position = (long)(virtualOffset >> 16);
        _plain = new GZipStream(_packed, CompressionMode.Decompress, leaveOpen: true);
        Skip((int)(virtualOffset & 0xFFFF));
    }

    /// <summary>Goes to the next alignment.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    public bool Read()
    {
        Span<byte> size = stackalloc byte[4];
        var read = _plain.ReadAtLeast(size, 4, throwOnEndOfStream: false);
        if (read == 0)
        {
            return false;
        }

        _size = read == 4 ? BinaryPrimitives.ReadInt32LittleEndian(size) : -1;
        if (_size is < Fixed or > LargestRecord)
        {
            throw Broken();
        }

        if (_record.Length < _size)
        {
            _record = new byte[Math.Max(_size, _record.Length * 2)];
        }

        ReadExactly(_record.AsSpan(0, _size));
        return QualityStart + ReadLength <= _size ? true : throw Broken();
    }

    /// <summary>An operation of the alignment: how often, and which of <c>MIDNSHP=X</c>.</summary>
    public (int Count, char Kind) Operation(int index)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_record.AsSpan(CigarStart + (4 * index)));
        return ((int)(value >> 4), "MIDNSHP=X???????"[(int)(value & 15)]);
    }

    /// <summary>A nucleotide of the read as it stands in the file, in upper case.</summary>
    public char Nucleotide(int index)
    {
        var two = _record[SequenceStart + (index / 2)];
        return Letters[index % 2 == 0 ? two >> 4 : two & 15];
    }

    /// <summary>The quality of a nucleotide; 255 where there is none.</summary>
    public byte Quality(int index) => _record[QualityStart + index];

    /// <summary>Closes the stream.</summary>
    public void Dispose()
    {
        _plain.Dispose();
        _packed.Dispose();
    }

    private static int Length(int value) => value is >= 0 and <= LargestRecord ? value : throw Broken();

    private static InputException Broken() => new("This is no BAM file, or it is damaged.");

    private int Int() => BinaryPrimitives.ReadInt32LittleEndian(Exactly(4));

    private byte[] Exactly(int count)
    {
        var bytes = new byte[count];
        ReadExactly(bytes);
        return bytes;
    }

    private void Skip(int count)
    {
        Span<byte> some = stackalloc byte[1024];
        while (count > 0)
        {
            var next = some[..Math.Min(count, some.Length)];
            ReadExactly(next);
            count -= next.Length;
        }
    }

    private void ReadExactly(Span<byte> bytes)
    {
        try
        {
            _plain.ReadExactly(bytes);
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            throw new InputException("This is no BAM file, or it is damaged.", exception);
        }
    }
}
