using System.Globalization;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>Where contigs are downloaded.</summary>
public static class ContigLinks
{
    /// <summary>As many contigs as an address can name.</summary>
    public const int Most = 300;

    /// <summary>Contigs, or the proteins of their reading frames, as FASTA.</summary>
    /// <param name="analysisId">The analysis.</param>
    /// <param name="what"><c>contigs</c> or <c>orfs</c>.</param>
    /// <param name="indexes">Of these contigs.</param>
    public static string Fasta(string analysisId, string what, IEnumerable<int> indexes) =>
        $"/download/analyses/{analysisId}/{what}.fa?{string.Join('&', indexes.Order().Select(index => string.Create(CultureInfo.InvariantCulture, $"contig={index}")))}";

    /// <summary>Contigs with a hit, or the proteins of their reading frames with one, as FASTA.</summary>
    public static string FastaOfHits(string analysisId, string what) => $"/download/analyses/{analysisId}/{what}.fa?hits=true";
}
