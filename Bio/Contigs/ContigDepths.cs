using System.Text;
using Virtool.Bio.Alignments;
using Virtool.Bio.Pathoscope;

namespace Virtool.Bio.Contigs;

/// <summary>Counts the reads over each base of contigs. A read counts where its bases are aligned (M, = and X of its CIGAR): not where it is clipped, nor over a gap.</summary>
public sealed class ContigDepths
{
    private const int SecondaryOrSupplementary = 0x900;

    private readonly Dictionary<string, (int[] Changes, long[] Reads)> _contigs = new(StringComparer.Ordinal);

    /// <summary>Of contigs without reads as yet.</summary>
    /// <param name="lengths">Their lengths in bases, by name.</param>
    public ContigDepths(IReadOnlyDictionary<string, int> lengths)
    {
        foreach (var (name, length) in lengths)
        {
            _contigs.Add(name, (new int[length + 1], new long[1]));
        }
    }

    /// <summary>Counts all alignments of a SAM.</summary>
    /// <param name="sam">The alignments.</param>
    /// <param name="cancellationToken">Looked at every 16,384 lines.</param>
    /// <exception cref="InputException">An alignment is to another sequence, lies outside of it, or is malformed.</exception>
    public void Add(SamReader sam, CancellationToken cancellationToken)
    {
        var lookup = _contigs.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> name = stackalloc char[256];
        while (sam.Read())
        {
            if ((sam.Line & 16383) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if ((sam.Flag & SecondaryOrSupplementary) != 0)
            {
                continue;
            }

            if (sam.Reference.Length > name.Length || !lookup.TryGetValue(name[..Encoding.ASCII.GetChars(sam.Reference, name)], out var contig))
            {
                throw new InputException(sam.Line, $"there is no contig {Encoding.ASCII.GetString(sam.Reference)}.");
            }

            contig.Reads[0]++;
            Add(contig.Changes, sam);
        }
    }

    /// <summary>The number of reads over each base of a contig, and what it comes to. Asked for once a contig, at the end.</summary>
    public (ContigDepth Summary, int[] Depths) Of(string name)
    {
        var (changes, reads) = _contigs[name];
        var depths = new int[changes.Length - 1];
        var (depth, covered, sum) = (0, 0, 0L);
        for (var at = 0; at < depths.Length; at++)
        {
            depth += changes[at];
            depths[at] = depth;
            covered += depth > 0 ? 1 : 0;
            sum += depth;
        }

        _contigs.Remove(name);
        var length = Math.Max(1, depths.Length);
        return (new ContigDepth(reads[0], Rounding.ToEven(covered / (double)length, 4), Rounding.ToEven(sum / (double)length, 2), DepthCurve.Median(depths)), depths);
    }

    private static void Add(int[] changes, SamReader sam)
    {
        var (at, number) = ((long)sam.Position - 1, 0L);
        foreach (var letter in sam.Cigar)
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
            {
                number = Math.Min((number * 10) + letter - '0', int.MaxValue);
                continue;
            }

            if (letter is (byte)'M' or (byte)'=' or (byte)'X')
            {
                if (at < 0 || at + number >= changes.Length)
                {
                    throw new InputException(sam.Line, "the alignment reaches beyond its contig.");
                }

                changes[at]++;
                changes[at + number]--;
            }

            at += letter is (byte)'M' or (byte)'=' or (byte)'X' or (byte)'D' or (byte)'N' ? number : 0;
            number = 0;
        }
    }
}
