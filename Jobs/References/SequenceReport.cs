using Virtool.Bio.Orfs;

namespace Virtool.Jobs.References;

/// <summary>What can be seen of a sequence: its length, its composition and where it may be read as protein.</summary>
/// <param name="Length">Letters in all.</param>
/// <param name="A">Adenine.</param>
/// <param name="C">Cytosine.</param>
/// <param name="G">Guanine.</param>
/// <param name="T">Thymine, and uracil.</param>
/// <param name="N">Of which nothing is known.</param>
/// <param name="Other">Of which something is known: the other letters of IUPAC, and what is no nucleotide.</param>
/// <param name="Frames">Its open reading frames, from left to right.</param>
public sealed record SequenceReport(int Length, int A, int C, int G, int T, int N, int Other, IReadOnlyList<ReadingFrame> Frames)
{
    /// <summary>G and C among the letters A, C, G and T, 0 to 1; null where there is none of them.</summary>
    public double? Gc => A + C + G + T is > 0 and var known ? (double)(G + C) / known : null;

    /// <summary>Looks at a sequence; case does not matter.</summary>
    public static SequenceReport Of(string nucleotides)
    {
        var counts = new int[128];
        foreach (var letter in nucleotides)
        {
            if (letter < counts.Length)
            {
                counts[char.ToUpperInvariant(letter)]++;
            }
        }

        var (a, c, g, t, n) = (counts['A'], counts['C'], counts['G'], counts['T'] + counts['U'], counts['N']);
        return new SequenceReport(nucleotides.Length, a, c, g, t, n, nucleotides.Length - a - c - g - t - n, FramesOf(nucleotides));
    }

    private static ReadingFrame[] FramesOf(string nucleotides) =>
    [
        .. OrfFinder.Find(nucleotides)
            .Select(orf => new ReadingFrame(orf.Strand, orf.Frame + 1, orf.Position[0] + 1, orf.Position[1], orf.Protein.Length))
            .OrderBy(frame => frame.From)
            .ThenBy(frame => frame.To),
    ];
}
