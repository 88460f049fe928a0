using System.Text.Json.Serialization;

namespace Virtool.Domain.Analyses.Contigs;

/// <summary>An open reading frame: a stretch without a stop codon.</summary>
/// <param name="Index">From 0, in its contig.</param>
/// <param name="Protein">Its amino acids.</param>
/// <param name="Frame">0, 1 or 2: where the first codon begins on its strand.</param>
/// <param name="Strand">1: the contig itself; -1: its reverse complement.</param>
/// <param name="Start">Its first base on the contig, from 0.</param>
/// <param name="End">The base behind its last one on the contig, its stop codon included; at most the contig's length.</param>
/// <param name="Hits">Profiles that it matches, smallest E-value first.</param>
public sealed record Orf(
    int Index, [property: JsonPropertyName("pro")] string Protein, int Frame, int Strand, int Start, int End, IReadOnlyList<OrfHit> Hits);
