using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Crosstalk;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Components.Analyses.Report;

/// <summary>A virus as a report tells it.</summary>
/// <param name="Virus">Its numbers.</param>
/// <param name="Verdict">What the lab says of it; null: nothing.</param>
/// <param name="Flags">Why it may have come from another sample.</param>
public sealed record ReportedHit(FoundVirus Virus, Verdict? Verdict, IReadOnlyList<CrosstalkFlag> Flags)
{
    /// <summary>The lab's word comes before that of the rule; the internal control and what is weak are told apart from what the sample has.</summary>
    public ReportedAs As => (Verdict?.Value, Virus) switch
    {
        (VerdictValue.Confirmed, _) => ReportedAs.Detected,
        (VerdictValue.Rejected, _) => ReportedAs.Rejected,
        (VerdictValue.Inconclusive, _) => ReportedAs.Open,
        (_, { IsInternalControl: true }) => ReportedAs.Control,
        (_, { Trust: Trust.Strong }) when Flags.Count == 0 => ReportedAs.Detected,
        (_, { Trust: Trust.Strong or Trust.Doubtful }) => ReportedAs.Open,
        _ => ReportedAs.Weak,
    };
}
