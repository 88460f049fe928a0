using System.Buffers.Binary;

namespace Virtool.Bio.Alignments;

/// <summary>Where in a sorted BAM file the alignments to each sequence begin, after its index (<c>.bai</c>; SAM specification, section 5.2).</summary>
public static class BamIndex
{
    // The bin that samtools keeps the extent of a sequence's alignments in.
    private const uint ExtentBin = 37450;

    /// <summary>The virtual offset of each sequence's first alignment, by the sequence's number; null: it has none, or the index does not tell.</summary>
    /// <param name="stream">The index; closed at the end.</param>
    /// <exception cref="InputException">It is no such index.</exception>
    public static IReadOnlyList<ulong?> FirstOffsets(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        try
        {
            if (!reader.ReadBytes(4).AsSpan().SequenceEqual("BAI\x1"u8))
            {
                throw new InputException("This is no index of a BAM file.");
            }

            var offsets = new ulong?[reader.ReadInt32()];
            for (var reference = 0; reference < offsets.Length; reference++)
            {
                offsets[reference] = First(reader);
            }

            return offsets;
        }
        catch (EndOfStreamException exception)
        {
            throw new InputException("The index of the BAM file is cut off.", exception);
        }
    }

    private static ulong? First(BinaryReader reader)
    {
        ulong? first = null;
        for (var bins = reader.ReadInt32(); bins > 0; bins--)
        {
            var bin = reader.ReadUInt32();
            var chunks = reader.ReadInt32();
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var start = BinaryPrimitives.ReadUInt64LittleEndian(reader.ReadBytes(16) is { Length: 16 } both ? both : throw new EndOfStreamException());
                first = bin == ExtentBin && chunk == 0 ? start : first;
            }
        }

        for (var intervals = reader.ReadInt32(); intervals > 0; intervals--)
        {
            reader.ReadUInt64();
        }

        return first;
    }
}
