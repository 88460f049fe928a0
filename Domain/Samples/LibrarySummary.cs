namespace Virtool.Domain.Samples;

/// <summary>The few numbers of a sample's quality that lists and titles show.</summary>
/// <param name="Count">Reads, of both mates together.</param>
/// <param name="MinimumLength">Shortest read in bases; null without reads.</param>
/// <param name="MaximumLength">Longest read in bases; null without reads.</param>
/// <param name="Gc">G and C among A, C, G and T, in percent; null without reads.</param>
/// <param name="Q30">Share of the bases of quality 30 or more, 0 to 1; null without reads.</param>
/// <param name="Encoding">As "Sanger / Illumina 1.9"; null without reads.</param>
public sealed record LibrarySummary(long Count, int? MinimumLength, int? MaximumLength, double? Gc, double? Q30, string? Encoding);
