using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Virtool.Bio.Quality;

/// <content>Its counts: added to those of other parts of the same reads, and packed small to be kept.</content>
public sealed partial class QualityMeasure
{
    private const ulong Format = 1;

    /// <summary>Adds all that another measure counted: as if its reads had been added to this one.</summary>
    public void Add(QualityMeasure other)
    {
        Settle();
        other.Settle();
        if (other._positions > _positions)
        {
            Grow(other._positions);
        }

        _count += other._count;
        AddEach(_later, other._later);
        AddEach(_laterBases, other._laterBases);
        AddEach(_means, other._means);
        AddEach(_qualities, other._qualities);
        AddEach(_bases, other._bases);
        foreach (var (length, count) in other._lengths)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_lengths, length, out _) += count;
        }
    }

    /// <summary>
    /// All counts, small: numbers of 7 bits a byte, of each position only the qualities that occur, deflated. 10 to 20 kB of reads of 150 bases.
    /// </summary>
    public byte[] Pack()
    {
        Settle();
        using var packed = new MemoryStream();
        using (var writer = new BinaryWriter(new BufferedStream(new DeflateStream(packed, CompressionLevel.Optimal))))
        {
            Write(writer, Format);
            Write(writer, (ulong)_count);
            WriteEach(writer, _later);
            WriteEach(writer, _laterBases);
            WriteEach(writer, _means);
            Write(writer, (ulong)_lengths.Count);
            foreach (var (length, count) in _lengths.OrderBy(pair => pair.Key))
            {
                Write(writer, (ulong)length);
                Write(writer, (ulong)count);
            }

            Write(writer, (ulong)_positions);
            WriteSparse(writer, _qualities);
            WriteSparse(writer, _bases);
        }

        return packed.ToArray();
    }

    /// <summary>The measure whose counts were packed.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or of another version.</exception>
    public static QualityMeasure Unpack(byte[] packed)
    {
        try
        {
            using var reader = new BinaryReader(new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress));
            return Read(reader);
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException("The counts of a file's quality are damaged.", exception);
        }
    }

    private static QualityMeasure Read(BinaryReader reader)
    {
        if (Read(reader, long.MaxValue) != (long)Format)
        {
            throw new InvalidDataException("The counts of a file's quality are of another version.");
        }

        var measure = new QualityMeasure { _count = Read(reader, long.MaxValue) };
        ReadEach(reader, measure._later);
        ReadEach(reader, measure._laterBases);
        ReadEach(reader, measure._means);
        for (var left = Read(reader, int.MaxValue); left > 0; left--)
        {
            measure._lengths[(int)Read(reader, int.MaxValue)] = Read(reader, long.MaxValue);
        }

        measure.Grow((int)Read(reader, Positions));
        ReadSparse(reader, measure._qualities);
        ReadSparse(reader, measure._bases);
        return measure;
    }

    private static void AddEach(Span<long> to, ReadOnlySpan<long> counts)
    {
        for (var at = 0; at < counts.Length; at++)
        {
            to[at] += counts[at];
        }
    }

    private static void AddEach(Span<int> to, ReadOnlySpan<int> counts)
    {
        for (var at = 0; at < counts.Length; at++)
        {
            to[at] = checked(to[at] + counts[at]);
        }
    }

    private static void WriteEach(BinaryWriter writer, ReadOnlySpan<long> counts)
    {
        foreach (var count in counts)
        {
            Write(writer, (ulong)count);
        }
    }

    // Each count that is not 0, after how many places it comes behind the last one.
    private static void WriteSparse(BinaryWriter writer, ReadOnlySpan<int> counts)
    {
        var last = -1;
        for (var at = 0; at < counts.Length; at++)
        {
            if (counts[at] != 0)
            {
                Write(writer, (ulong)(at - last));
                Write(writer, (ulong)counts[at]);
                last = at;
            }
        }

        Write(writer, 0);
    }

    private static void ReadEach(BinaryReader reader, Span<long> counts)
    {
        for (var at = 0; at < counts.Length; at++)
        {
            counts[at] = Read(reader, long.MaxValue);
        }
    }

    private static void ReadSparse(BinaryReader reader, Span<int> counts)
    {
        var at = -1L;
        for (var step = Read(reader, int.MaxValue); step != 0; step = Read(reader, int.MaxValue))
        {
            at += step;
            if (at >= counts.Length)
            {
                throw new InvalidDataException("The counts of a file's quality are damaged.");
            }

            counts[(int)at] = (int)Read(reader, int.MaxValue);
        }
    }

    private static void Write(BinaryWriter writer, ulong number) => writer.Write7BitEncodedInt64((long)number);

    private static long Read(BinaryReader reader, long most)
    {
        var number = reader.Read7BitEncodedInt64();
        return number >= 0 && number <= most ? number : throw new InvalidDataException("The counts of a file's quality are damaged.");
    }
}
