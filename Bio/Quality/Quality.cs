using System.Text.Json.Serialization;

namespace Virtool.Bio.Quality;

/// <summary>The quality of a file of reads, or of both files of a pair, in the shape that samples keep and charts show. Of a file without reads everything but the count is null.</summary>
public sealed record Quality
{
    /// <summary>Number of reads; of a pair, of both files together.</summary>
    [JsonPropertyName("count")]
    public required long Count { get; init; }

    /// <summary>How qualities are written, as FastQC names it: "Sanger / Illumina 1.9", "Illumina 1.3", "Illumina 1.5".</summary>
    [JsonPropertyName("encoding")]
    public string? Encoding { get; init; }

    /// <summary>Shortest and longest read, in nucleotides.</summary>
    [JsonPropertyName("length")]
    public IReadOnlyList<int>? Length { get; init; }

    /// <summary>Share of G and C among A, C, G and T, in percent, without its fraction; of a pair, the mean of both.</summary>
    [JsonPropertyName("gc")]
    public double? Gc { get; init; }

    /// <summary>For each position: mean, median, lower and upper quartile, 10th and 90th percentile of the quality.</summary>
    [JsonPropertyName("bases")]
    public IReadOnlyList<IReadOnlyList<double>>? Bases { get; init; }

    /// <summary>For each position: percent of G, A, T and C among these four.</summary>
    [JsonPropertyName("composition")]
    public IReadOnlyList<IReadOnlyList<double>>? Composition { get; init; }

    /// <summary>Number of reads by their mean quality: 50 slots, from 0; what is above 49 counts as 49.</summary>
    [JsonPropertyName("sequences")]
    public IReadOnlyList<long>? Sequences { get; init; }
}
