using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>A hit that may have come from another sample.</summary>
/// <param name="OtuId">The virus.</param>
/// <param name="Kind">Why.</param>
/// <param name="Reason">Why: a sentence. It names a sample only where the viewer may see it.</param>
/// <param name="ReadsPerMillion">Reads of the virus in a million of this library.</param>
/// <param name="Others">Reads of the virus in a million of the other library.</param>
/// <param name="Sample">The other sample; null: the viewer may not see it.</param>
public sealed record CrosstalkFlag(string OtuId, CrosstalkKind Kind, string Reason, double ReadsPerMillion, double Others, Link? Sample);
