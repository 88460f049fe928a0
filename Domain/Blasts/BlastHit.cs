namespace Virtool.Domain.Blasts;

/// <summary>A sequence that is like a contig, by its first description and its best alignment.</summary>
/// <param name="Accession">Its accession.</param>
/// <param name="Taxid">Its taxon at NCBI; null where it is not told.</param>
/// <param name="Title">Its title.</param>
/// <param name="Name">Its organism; <see cref="NoName"/> where it is not told.</param>
/// <param name="Identity">Identical bases of the alignment.</param>
/// <param name="AlignLen">Bases of the alignment.</param>
/// <param name="Gaps">Gaps of the alignment.</param>
/// <param name="Evalue">E-value.</param>
/// <param name="BitScore">Bits.</param>
/// <param name="Score">Raw score.</param>
/// <param name="Len">Bases of the sequence.</param>
public sealed record BlastHit(
    string Accession, long? Taxid, string Title, string Name, int Identity, int AlignLen, int Gaps, double Evalue, double BitScore, double Score, long Len)
{
    /// <summary>Its <see cref="Name"/> where the organism is not told.</summary>
    public const string NoName = "No name";
}
