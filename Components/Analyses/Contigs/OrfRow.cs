using Virtool.Components.Look;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Components.Analyses.Contigs;

/// <summary>A reading frame with the profiles that it matches, smallest E-value first.</summary>
/// <param name="Orf">Where it lies.</param>
/// <param name="Found">The profiles.</param>
public sealed record OrfRow(Orf Orf, IReadOnlyList<FoundProfile> Found)
{
    /// <summary>The profile with the smallest E-value; null: it matches none.</summary>
    public FoundProfile? Best => Found.Count == 0 ? null : Found[0];

    /// <summary>"+1" to "+3", and "−1" to "−3" of the reverse complement.</summary>
    public string Frame => $"{(Orf.Strand > 0 ? '+' : '−')}{Orf.Frame + 1}";

    /// <summary>Amino acids.</summary>
    public int Length => Orf.Protein.Length;

    /// <summary>Where it lies, counted from 1: "832 to 1,257".</summary>
    public string Place => $"{Words.Number(Orf.Start + 1)} to {Words.Number(Orf.End)}";

    /// <summary>All that is known of it, in a sentence.</summary>
    public string Told => $"ORF {Orf.Index}, frame {Frame}, {Place}, {Words.Count(Length, "amino acid")}: {(Best is { } best ? $"{best.Name}, E-value {ContigWords.E(best.Hit.FullE)}, {best.FamiliesText}" : "matches no profile")}.";
}
