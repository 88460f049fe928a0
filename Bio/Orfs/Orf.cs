using System.Text.Json.Serialization;

namespace Virtool.Bio.Orfs;

/// <summary>An open reading frame: a stretch of codons without a stop.</summary>
/// <param name="Strand">1: the sequence as it stands; -1: its reverse complement.</param>
/// <param name="Frame">Where on its strand the frame starts: 0, 1 or 2.</param>
/// <param name="Position">From and to, in nucleotides of the sequence as it stands, from 0, the end exclusive; with the stop codon, where there is one.</param>
/// <param name="Protein">Its amino acids.</param>
public sealed record Orf(
    [property: JsonPropertyName("strand")] int Strand,
    [property: JsonPropertyName("frame")] int Frame,
    [property: JsonPropertyName("pos")] IReadOnlyList<int> Position,
    [property: JsonPropertyName("pro")] string Protein);
