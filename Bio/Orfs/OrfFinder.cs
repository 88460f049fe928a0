using Virtool.Bio.Sequences;

namespace Virtool.Bio.Orfs;

/// <summary>Finds open reading frames on both strands, in three frames each.</summary>
public static class OrfFinder
{
    /// <summary>The shortest sequence that is searched, in nucleotides.</summary>
    public const int ShortestSequence = 300;

    /// <summary>The shortest frame that is reported, in amino acids.</summary>
    public const int ShortestProtein = 100;

    /// <summary>All open reading frames of a sequence: stop to stop, without a start codon; the ends of the sequence bound a frame too. The strand as it stands first, frames 0, 1, 2, from left to right on the strand.</summary>
    public static IReadOnlyList<Orf> Find(string sequence)
    {
        if (sequence.Length < ShortestSequence)
        {
            return [];
        }

        var orfs = new List<Orf>();
        foreach (var (strand, letters) in new[] { (1, sequence), (-1, Complement.Reverse(sequence)) })
        {
            for (var frame = 0; frame < 3; frame++)
            {
                AddFrame(orfs, letters, strand, frame);
            }
        }

        return orfs;
    }

    private static void AddFrame(List<Orf> orfs, string letters, int strand, int frame)
    {
        var protein = Codons.Translate(letters, frame);
        var start = 0;
        while (start < protein.Length)
        {
            var stop = protein.IndexOf('*', start);
            var end = stop < 0 ? protein.Length : stop;
            if (end - start >= ShortestProtein)
            {
                orfs.Add(new Orf(strand, frame, Position(letters.Length, strand, frame, start, end), protein[start..end]));
            }

            start = end + 1;
        }
    }

    private static int[] Position(int length, int strand, int frame, int start, int end)
    {
        var from = frame + (3 * start);
        var to = Math.Min(length, frame + (3 * end) + 3);
        return strand > 0 ? [from, to] : [length - to, length - from];
    }
}
