namespace Virtool.Bio.Orfs;

/// <summary>Translates by the standard genetic code (NCBI table 1).</summary>
public static class Codons
{
    // Amino acids by codon, bases in the order T, C, A, G, as NCBI prints the table.
    private const string AminoAcids = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG";
    private const string Bases = "TCAG";

    /// <summary>The amino acids of all whole codons from a position on; <c>*</c> is a stop, <c>X</c> a codon that cannot be told. Case does not matter, U is T.</summary>
    public static string Translate(ReadOnlySpan<char> sequence, int from)
    {
        var protein = new char[Math.Max(0, sequence.Length - from) / 3];
        for (var i = 0; i < protein.Length; i++)
        {
            protein[i] = Translate(sequence.Slice(from + (3 * i), 3));
        }

        return new string(protein);
    }

    private static char Translate(ReadOnlySpan<char> codon)
    {
        var (first, second, third) = (Base(codon[0]), Base(codon[1]), Base(codon[2]));
        if (first < 0 || second < 0)
        {
            return 'X';
        }

        var at = (16 * first) + (4 * second);
        if (third >= 0)
        {
            return AminoAcids[at + third];
        }

        // Where the third base does not matter, N there is as good as any.
        var fourfold = codon[2] is 'N' or 'n' && AminoAcids.AsSpan(at, 4).IndexOfAnyExcept(AminoAcids[at]) < 0;
        return fourfold ? AminoAcids[at] : 'X';
    }

    private static int Base(char letter) => Bases.IndexOf(char.ToUpperInvariant(letter) is 'U' ? 'T' : char.ToUpperInvariant(letter), StringComparison.Ordinal);
}
