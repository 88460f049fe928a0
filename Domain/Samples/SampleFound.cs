namespace Virtool.Domain.Samples;

/// <summary>A page of samples.</summary>
/// <param name="Samples">Those of the page, in their order.</param>
/// <param name="Found">How many the filter chooses.</param>
/// <param name="Total">How many the viewer may see.</param>
public sealed record SampleFound(IReadOnlyList<Sample> Samples, long Found, long Total);
