using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses.Crosstalk;

/// <summary>A positive control in which its virus was not found.</summary>
/// <param name="Virus">The virus that was expected.</param>
/// <param name="Reason">A sentence. It names the sample only where the viewer may see it.</param>
/// <param name="Sample">The control; null: the viewer may not see it.</param>
public sealed record FailedControl(string Virus, string Reason, Link? Sample);
