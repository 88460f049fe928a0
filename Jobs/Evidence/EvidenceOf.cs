using Virtool.Domain.Analyses;

namespace Virtool.Jobs.Evidence;

/// <summary>A virus that an analysis has kept alignments of.</summary>
/// <param name="Analysis">The analysis.</param>
/// <param name="Otu">The virus.</param>
/// <param name="Hits">Its sequences that reads were given to, with their names in the alignments.</param>
public sealed record EvidenceOf(Analysis Analysis, HitOtu Otu, IReadOnlyList<(Hit Hit, string Name)> Hits);
