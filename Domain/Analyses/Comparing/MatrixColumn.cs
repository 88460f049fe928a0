using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses.Comparing;

/// <summary>A sample of a matrix.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Analysis">Its newest ready analysis with the reference; null: it has none.</param>
/// <param name="Crosstalk">What the others of its run or folder say.</param>
public sealed record MatrixColumn(Sample Sample, Analysis? Analysis, CrosstalkReport Crosstalk);
