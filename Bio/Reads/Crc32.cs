using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Virtool.Bio.Reads;

/// <summary>The checksum of gzip (RFC 1952, section 8): CRC-32 with the reflected polynomial EDB88320, eight bytes a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Table = CreateTable();

    /// <summary>Continues a checksum; the first call starts with 0.</summary>
    public static uint Update(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        ref var table = ref MemoryMarshal.GetArrayDataReference(Table);
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = At(ref table, 7, low) ^ At(ref table, 6, low >> 8) ^ At(ref table, 5, low >> 16) ^ At(ref table, 4, low >> 24)
                ^ At(ref table, 3, high) ^ At(ref table, 2, high >> 8) ^ At(ref table, 1, high >> 16) ^ At(ref table, 0, high >> 24);
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            crc = At(ref table, 0, crc ^ value) ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint At(ref uint table, int slice, uint value) =>
        System.Runtime.CompilerServices.Unsafe.Add(ref table, (slice << 8) | (int)(value & 0xFF));

    private static uint[] CreateTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++)
        {
            var previous = table[i - 256];
            table[i] = table[previous & 0xFF] ^ (previous >> 8);
        }

        return table;
    }
}
