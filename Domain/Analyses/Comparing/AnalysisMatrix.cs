using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses.Comparing;

/// <summary>The viruses of a reference against samples.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Columns">The samples, in the order asked for.</param>
/// <param name="Rows">The viruses that were found in any of them: those that are strong in most samples first, then by name.</param>
public sealed record AnalysisMatrix(Link Reference, IReadOnlyList<MatrixColumn> Columns, IReadOnlyList<MatrixRow> Rows);
