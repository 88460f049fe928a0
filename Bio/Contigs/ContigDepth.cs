using System.Text.Json.Serialization;

namespace Virtool.Bio.Contigs;

/// <summary>What reads that were mapped back to a contig say of it.</summary>
/// <param name="Reads">Reads that map to it, each where it fits best.</param>
/// <param name="Coverage">Share of its bases with a read, 0 to 1; four decimals.</param>
/// <param name="Depth">Mean number of reads over a base; two decimals.</param>
/// <param name="MedianDepth">Median number of reads over a base; of an even number of bases the mean of the two in the middle.</param>
public sealed record ContigDepth(
    [property: JsonPropertyName("reads")] long Reads,
    [property: JsonPropertyName("coverage")] double Coverage,
    [property: JsonPropertyName("depth")] double Depth,
    [property: JsonPropertyName("median_depth")] double MedianDepth);
