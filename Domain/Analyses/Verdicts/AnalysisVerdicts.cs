using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Analyses.Verdicts;

/// <summary>What the lab has said of an analysis's hits; its id is the analysis's, and who may see that may see it. Nothing is taken out of it: later ones stand above earlier ones.</summary>
public sealed record AnalysisVerdicts : Document
{
    /// <summary>The sample that the analysis is of.</summary>
    public required Link Sample { get; init; }

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    /// <summary>The one that holds: the last that was given; null: none was.</summary>
    public Verdict? Of(string otuId) => Verdicts.LastOrDefault(verdict => verdict.OtuId == otuId);

    /// <summary>All that was said of a virus, the newest first.</summary>
    public IEnumerable<Verdict> HistoryOf(string otuId) => Verdicts.Where(verdict => verdict.OtuId == otuId).Reverse();
}
