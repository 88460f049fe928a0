using System.Text.Json.Serialization;

namespace Virtool.Bio.Pathoscope;

/// <summary>How much of the reads a sequence is given, before or after reassignment.</summary>
/// <param name="Pi">Its weight: its share of all reads, 0 to 1.</param>
/// <param name="Best">Share of the reads that fit it best; ties are divided.</param>
/// <param name="High">Share of the reads that fit it best with at least half of their weight.</param>
/// <param name="Low">Share of the reads that fit it best with 0.01 or more, but less than half of their weight.</param>
/// <param name="Reads">Number of reads that fit it best, without the fraction that ties leave.</param>
public sealed record HitWeight(
    [property: JsonPropertyName("pi")] double Pi,
    [property: JsonPropertyName("best")] double Best,
    [property: JsonPropertyName("high")] double High,
    [property: JsonPropertyName("low")] double Low,
    [property: JsonPropertyName("reads")] int Reads);
