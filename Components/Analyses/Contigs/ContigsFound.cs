using Virtool.Components.Look;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>What of the contigs is listed.</summary>
/// <param name="Rows">The contigs, in the order asked for.</param>
/// <param name="Of">Contigs that are searched in.</param>
/// <param name="WithoutHit">Contigs without a hit, listed or not.</param>
/// <param name="HiddenFinds">Contigs without a hit that the search finds.</param>
public sealed record ContigsFound(IReadOnlyList<ContigRow> Rows, int Of, int WithoutHit, int HiddenFinds)
{
    /// <summary>"38 of 120 contigs", or "1 contig".</summary>
    public string Count => Rows.Count == Of ? Words.Count(Of, "contig") : $"{Words.Number(Rows.Count)} of {Words.Count(Of, "contig")}";
}
