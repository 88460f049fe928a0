using System.Buffers;
using System.Text.Json.Serialization;
using Virtool.Bio.Reads;

namespace Virtool.Bio.Sequences;

/// <summary>What a subtraction shows of its genome.</summary>
/// <param name="Count">Number of sequences.</param>
/// <param name="Length">All nucleotides of all sequences.</param>
/// <param name="Gc">The composition; null without any nucleotide.</param>
public sealed record GenomeMeasure(
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("gc")] NucleotideShares? Gc)
{
    /// <summary>Measures a FASTA file, packed or plain, without keeping its sequences: upper and lower case alike, U as T, every other letter as N.</summary>
    /// <param name="fasta">The file; closed at the end.</param>
    /// <param name="cancellationToken">Looked at with every buffer.</param>
    /// <exception cref="InputException">The file is no FASTA, or cannot be unpacked.</exception>
    public static GenomeMeasure Of(Stream fasta, CancellationToken cancellationToken)
    {
        using var stream = ReadsStream.Open(fasta);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var counter = new Counter();
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                counter.Add(buffer.AsSpan(0, read));
            }

            return counter.Complete();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Counter
    {
        private readonly long[] _letters = new long[256];
        private bool _inHeader;
        private bool _atLineStart = true;
        private long _line = 1;
        private int _count;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                if (_atLineStart)
                {
                    StartLine(bytes[0]);
                }

                var end = bytes.IndexOf((byte)'\n');
                var part = end < 0 ? bytes : bytes[..end];
                if (!_inHeader)
                {
                    Count(part);
                }

                _atLineStart = end >= 0;
                _line += end >= 0 ? 1 : 0;
                bytes = end < 0 ? [] : bytes[(end + 1)..];
            }
        }

        public GenomeMeasure Complete()
        {
            var (a, t, g, c) = (Of('a'), Of('t') + Of('u'), Of('g'), Of('c'));
            long all = 0;
            for (var letter = 'a'; letter <= 'z'; letter++)
            {
                all += Of(letter);
            }

            return new GenomeMeasure(_count, all, all == 0 ? null : new NucleotideShares(Share(a), Share(t), Share(g), Share(c), Share(all - a - t - g - c)));

            double Share(long letters) => Rounding.ToEven((double)letters / all, 3);
        }

        private long Of(char letter) => _letters[letter] + _letters[char.ToUpperInvariant(letter)];

        private void StartLine(byte first)
        {
            _inHeader = first == '>';
            _count += _inHeader ? 1 : 0;
            if (_count == 0 && first is not ((byte)'\r' or (byte)'\n'))
            {
                throw new InputException(_line, "the file does not start with >, so it is not FASTA.");
            }
        }

        private void Count(ReadOnlySpan<byte> part)
        {
            foreach (var letter in part)
            {
                _letters[letter]++;
                if (letter is not ((>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (byte)'\r' or (byte)' ' or (byte)'-' or (byte)'*' or (byte)'.'))
                {
                    throw new InputException(_line, "a character of this line is no letter of a sequence.");
                }
            }
        }
    }
}
