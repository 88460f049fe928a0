using Virtool.Data.Documents;

namespace Virtool.Domain.Quality;

/// <summary>
/// The quality of a file's or of a sample's reads; its id is the file's or the sample's, and who may see that may see it. Every metric is null where there are no reads.
/// The definitions are those of FastQC; mates are joined by summing counts and averaging by position.
/// </summary>
public sealed record ReadQuality : Document
{
    /// <summary>Reads, of all mates together.</summary>
    public long Count { get; init; }

    /// <summary>As "Sanger / Illumina 1.9".</summary>
    public string? Encoding { get; init; }

    /// <summary>Shortest and longest read in bases.</summary>
    public IReadOnlyList<int>? Length { get; init; }

    /// <summary>G and C among A, C, G and T, in percent.</summary>
    public double? Gc { get; init; }

    /// <summary>By position: mean, median, lower and upper quartile, 10th and 90th percentile of the quality.</summary>
    public IReadOnlyList<double[]>? Bases { get; init; }

    /// <summary>By position: percent of G, A, T, C.</summary>
    public IReadOnlyList<double[]>? Composition { get; init; }

    /// <summary>Reads by their mean quality, from 0.</summary>
    public IReadOnlyList<long>? Sequences { get; init; }

    /// <summary>Share of the bases of quality 30 or more, 0 to 1.</summary>
    public double? Q30 { get; init; }

    /// <summary>Pairs of length and the number of reads of it, by length.</summary>
    public IReadOnlyList<long[]>? Lengths { get; init; }

    /// <summary>
    /// All counts that the above is made of, packed (<c>Virtool.Bio.Quality.QualityMeasure</c>): kept of files that are one lane of several, so that
    /// the quality of the whole is exact; otherwise null.
    /// </summary>
    public byte[]? Counts { get; init; }
}
