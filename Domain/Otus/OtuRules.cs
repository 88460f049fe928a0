using System.Buffers;
using Virtool.Data.Queries;
using Virtool.Domain.References;

namespace Virtool.Domain.Otus;

/// <summary>Rules of OTUs that need no database.</summary>
public static class OtuRules
{
    /// <summary>
    /// The letters that a nucleotide sequence may have: the bases and the ambiguity codes of IUPAC
    /// (Cornish-Bowden 1985, https://doi.org/10.1093/nar/13.9.3021).
    /// </summary>
    public const string Letters = "ACGTURYSWKMBDHVN";

    private static readonly SearchValues<char> KnownLetters = SearchValues.Create(Letters);

    /// <summary>The molecules that a segment can be of.</summary>
    public static IReadOnlyList<string> Molecules { get; } = ["", "ssDNA", "dsDNA", "ssRNA", "ssRNA+", "ssRNA-", "dsRNA"];

    /// <summary>A virus with what follows from the rest: its name in lower case, what it is found by, whether it is complete.</summary>
    public static JoinedOtu Settled(JoinedOtu joined) => joined with
    {
        Otu = joined.Otu with
        {
            LowerName = joined.Otu.Name.ToLowerInvariant(),
            Search = SearchText(joined.Otu.Name, joined.Otu.Abbreviation, joined.Sequences.Select(sequence => sequence.Accession)),
            Verified = OtuIssues.Of(joined) is null,
        },
    };

    /// <summary>What a virus is found by.</summary>
    public static string SearchText(string name, string abbreviation, IEnumerable<string> accessions) =>
        Fold.Text(string.Join(' ', accessions.Where(accession => accession.Length > 0).Distinct(StringComparer.Ordinal).Prepend(abbreviation).Prepend(name)));

    /// <summary>Nucleotides as they are kept: without white space, in upper case.</summary>
    public static string Clean(string nucleotides) => string.Concat(nucleotides.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();

    /// <summary>The place, from 0, of the first letter that is none of <see cref="Letters"/>; null: all are.</summary>
    /// <param name="nucleotides">In upper case, without white space.</param>
    public static int? StrangeLetter(ReadOnlySpan<char> nucleotides) => nucleotides.IndexOfAnyExcept(KnownLetters) is var place && place < 0 ? null : place;
}
