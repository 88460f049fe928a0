using Virtool.Domain.Analyses;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>An analysis's hits, and the depth along its viruses.</summary>
/// <param name="Result">The hits.</param>
/// <param name="GenomeOf">The depth along a virus of the result.</param>
internal sealed record JoinedHits(AnalysisResult Result, Func<HitOtu, MergedGenome> GenomeOf);
