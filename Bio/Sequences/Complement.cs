namespace Virtool.Bio.Sequences;

/// <summary>The other strand.</summary>
public static class Complement
{
    private const string Letters = "ACGTURYSWKMBDHVNacgturyswkmbdhvn";
    private const string Partners = "TGCAAYRSWMKVHDBNtgcaayrswmkvhdbn";

    /// <summary>The reverse complement by the IUPAC alphabet (Cornish-Bowden, Nucleic Acids Research 13:3021, 1985). U pairs with A; case is kept; other characters stay.</summary>
    public static string Reverse(string sequence) => string.Create(sequence.Length, sequence, (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            var letter = source[^(i + 1)];
            var at = Letters.IndexOf(letter, StringComparison.Ordinal);
            target[i] = at < 0 ? letter : Partners[at];
        }
    });
}
