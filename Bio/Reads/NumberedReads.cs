using System.Buffers.Text;

namespace Virtool.Bio.Reads;

/// <summary>
/// Which reads of a file, or which pairs of two, are left after a program took some away: by the numbers that <see cref="MateWriter"/> gave them, so that it does not
/// matter how the sequencer names mates, nor in which order the program writes them. A bit a read: 12 MB for a hundred million pairs.
/// </summary>
public sealed class NumberedReads
{
    private ulong[] _bits = new ulong[1024];

    /// <summary>How many pairs, or reads that stand alone, are left.</summary>
    public long Count { get; private set; }

    /// <summary>Those of a file: of a pair one mate is enough.</summary>
    /// <param name="reads">What the program left.</param>
    /// <param name="cancellationToken">Looked at every 4,096 reads.</param>
    /// <exception cref="InputException">A read has no number.</exception>
    public static NumberedReads Of(FastqReader reads, CancellationToken cancellationToken)
    {
        var left = new NumberedReads();
        while (reads.Read())
        {
            if ((reads.Count & 4095) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var root = ReadName.Parse(reads.Name).Root;
            if (!Utf8Parser.TryParse(root, out long number, out var used) || used != root.Length || number < 0)
            {
                throw new InputException("The reads that are left have no numbers: write them with virtool tool reads --numbered before they are mapped.");
            }

            left.Add(number);
        }

        return left;
    }

    /// <summary>Whether the read, or a mate of the pair, at this place (from 0) is left.</summary>
    public bool Contains(long number) => number >> 6 < _bits.LongLength && (_bits[number >> 6] & (1UL << (int)(number & 63))) != 0;

    private void Add(long number)
    {
        if (number >> 6 >= _bits.LongLength)
        {
            Array.Resize(ref _bits, checked((int)Math.Max((number >> 6) + 1, Math.Min(_bits.LongLength * 2, Array.MaxLength))));
        }

        if (!Contains(number))
        {
            _bits[number >> 6] |= 1UL << (int)(number & 63);
            Count++;
        }
    }
}
