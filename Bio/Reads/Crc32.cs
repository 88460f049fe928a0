using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Virtool.Bio.Reads;

/// <summary>
/// The checksum of gzip (RFC 1952, section 8): CRC-32 with the reflected polynomial EDB88320. Where the processor multiplies without carry, 64 bytes
/// a step (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel 2009); else by tables, eight bytes a step.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Lane = 16;
    private const int Lanes = 4;
    private static readonly uint[] Table = CreateTable();

    /// <summary>Continues a checksum; the first call starts with 0.</summary>
    public static uint Update(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~checksum;
        if (Pclmulqdq.IsSupported && bytes.Length >= 2 * Lanes * Lane)
        {
            crc = Fold(crc, ref bytes);
        }

        return ~ByTable(crc, bytes);
    }

    /// <summary>
    /// Takes all whole steps off the bytes. Four lanes of 16 bytes are each multiplied to where the next step's bytes stand, and added to them; at the
    /// end the lanes are joined likewise. The 16 bytes that are left have the checksum of all that went into them.
    /// </summary>
    private static uint Fold(uint crc, ref ReadOnlySpan<byte> bytes)
    {
        // x^(512+32) and x^(512-32), x^(128+32) and x^(128-32), modulo the polynomial, reflected: the paper's k1 to k4.
        var step = Vector128.Create(0x1_5444_2BD4UL, 0x1_C6E4_1596UL);
        var lane = Vector128.Create(0x1_7519_97D0UL, 0x0_CCAA_009EUL);
        var (a, b, c, d) = (At(bytes, 0) ^ Vector128.CreateScalar((ulong)crc), At(bytes, 1), At(bytes, 2), At(bytes, 3));
        bytes = bytes[(Lanes * Lane)..];
        while (bytes.Length >= Lanes * Lane)
        {
            a = Move(a, step) ^ At(bytes, 0);
            b = Move(b, step) ^ At(bytes, 1);
            c = Move(c, step) ^ At(bytes, 2);
            d = Move(d, step) ^ At(bytes, 3);
            bytes = bytes[(Lanes * Lane)..];
        }

        Span<byte> joined = stackalloc byte[Lane];
        (Move(Move(Move(a, lane) ^ b, lane) ^ c, lane) ^ d).AsByte().CopyTo(joined);
        return ByTable(0, joined);
    }

    private static Vector128<ulong> At(ReadOnlySpan<byte> bytes, int lane) => Vector128.Create(bytes.Slice(lane * Lane, Lane)).AsUInt64();

    private static Vector128<ulong> Move(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    private static uint ByTable(uint crc, ReadOnlySpan<byte> bytes)
    {
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

        return crc;
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
