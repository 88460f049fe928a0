using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses.Verdicts;

/// <summary>What somebody of the lab has said of a hit.</summary>
/// <param name="OtuId">The virus.</param>
/// <param name="Value">What.</param>
/// <param name="User">Who.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why; may be empty.</param>
public sealed record Verdict(string OtuId, VerdictValue Value, Link User, DateTimeOffset At, string Note = "");
