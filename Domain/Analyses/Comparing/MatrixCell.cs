using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Domain.Analyses.Comparing;

/// <summary>What was found of a virus in a sample.</summary>
/// <param name="Virus">The numbers.</param>
/// <param name="ReadsPerMillion">Its reads in a million of the library.</param>
/// <param name="Flags">Why it may have come from another sample.</param>
/// <param name="Verdict">What the lab says of it; null: nothing yet.</param>
public sealed record MatrixCell(FoundVirus Virus, double ReadsPerMillion, IReadOnlyList<CrosstalkFlag> Flags, Verdict? Verdict);
