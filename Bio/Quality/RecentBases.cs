using System.Numerics;
using System.Runtime.CompilerServices;

namespace Virtool.Bio.Quality;

/// <summary>
/// Counts the bases at each position of the last reads. A count is a byte, so that one instruction counts as many positions as a register has
/// bytes; after <see cref="MostReads"/> reads the counts must be moved on.
/// </summary>
internal sealed class RecentBases
{
    /// <summary>How many reads a byte can count.</summary>
    public const int MostReads = byte.MaxValue;

    // Rows of the composition: G, A, T, C, then everything else. RNA's U counts as T.
    private const int Other = 4;
    private const int Rows = Other + 1;
    private static readonly byte[] RowOf = CreateRowOf();

    private byte[] _counts = [];
    private int _positions;

    /// <summary>How many reads were counted since the counts were last moved on.</summary>
    public int Reads { get; private set; }

    /// <summary>Which row counts a letter: 0 to 4 for G, A, T (or U), C, and everything else.</summary>
    public static int Row(byte letter) => RowOf[letter];

    /// <summary>Makes room for longer reads. The counts must have been moved on.</summary>
    public void Grow(int positions)
    {
        _counts = new byte[positions * Rows];
        _positions = positions;
    }

    /// <summary>Counts a read that is no longer than there is room for.</summary>
    public void Add(ReadOnlySpan<byte> sequence)
    {
        Reads++;
        var whole = sequence.Length - (sequence.Length % Vector<byte>.Count);
        for (var at = 0; at < whole; at += Vector<byte>.Count)
        {
            Add(sequence, at, Vector<byte>.AllBitsSet);
        }

        if (whole == sequence.Length)
        {
            return;
        }

        if (whole > 0)
        {
            // The last register reaches back over positions that are counted already; these it leaves.
            var last = sequence.Length - Vector<byte>.Count;
            Add(sequence, last, Vector.GreaterThanOrEqual(Vector<byte>.Indices, new Vector<byte>((byte)(whole - last))));
            return;
        }

        for (var at = 0; at < sequence.Length; at++)
        {
            _counts[(Row(sequence[at]) * _positions) + at]++;
        }
    }

    /// <summary>Adds the counts to others, of which each position has <paramref name="stride"/>, and starts anew.</summary>
    public void MoveTo(Span<int> counts, int stride)
    {
        if (Reads == 0)
        {
            return;
        }

        for (var row = 0; row < Rows; row++)
        {
            var recent = _counts.AsSpan(row * _positions, _positions);
            for (var at = 0; at < recent.Length; at++)
            {
                counts[(at * stride) + row] += recent[at];
            }
        }

        Array.Clear(_counts);
        Reads = 0;
    }

    /// <summary>Counts one register of letters, where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ReadOnlySpan<byte> sequence, int at, Vector<byte> mask)
    {
        // Without the bit that tells lower case; T and U differ in the lowest bit only.
        var letters = new Vector<byte>(sequence[at..]) & new Vector<byte>(0xDF);
        var g = Vector.Equals(letters, new Vector<byte>((byte)'G')) & mask;
        var a = Vector.Equals(letters, new Vector<byte>((byte)'A')) & mask;
        var t = Vector.Equals(letters & new Vector<byte>(0xFE), new Vector<byte>((byte)'T')) & mask;
        var c = Vector.Equals(letters, new Vector<byte>((byte)'C')) & mask;
        Count(0, at, g);
        Count(1, at, a);
        Count(2, at, t);
        Count(3, at, c);
        Count(Other, at, mask ^ (g | a | t | c));
    }

    /// <summary>Adds 1 where the mask, which is -1 there, is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(int row, int at, Vector<byte> mask)
    {
        var counts = _counts.AsSpan((row * _positions) + at, Vector<byte>.Count);
        (new Vector<byte>(counts) - mask).CopyTo(counts);
    }

    private static byte[] CreateRowOf()
    {
        var table = new byte[256];
        Array.Fill(table, (byte)Other);
        foreach (var (letters, row) in new[] { ("Gg", 0), ("Aa", 1), ("TtUu", 2), ("Cc", 3) })
        {
            foreach (var letter in letters)
            {
                table[letter] = (byte)row;
            }
        }

        return table;
    }
}
