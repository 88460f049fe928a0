using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Judging;

namespace Virtool.Components.Analyses;

/// <summary>A virus with what its isolates were given.</summary>
/// <param name="Otu">What it is.</param>
/// <param name="Isolates">Those with a hit, best covered first.</param>
/// <param name="Found">Its numbers.</param>
/// <param name="Columns">Its merged genome (<see cref="MergedGenome"/>): the mean depth of at most <see cref="ColumnCount"/> columns of equal width.</param>
/// <param name="Joints">Where its segments begin, without the first; 0 to 1 along the genome.</param>
/// <param name="Hidden">So weak that it is shown on demand only.</param>
public sealed record VirusRow(
    HitOtu Otu,
    IReadOnlyList<IsolateRow> Isolates,
    FoundVirus Found,
    IReadOnlyList<double> Columns,
    IReadOnlyList<double> Joints,
    bool Hidden)
{
    /// <summary>As many as a small drawing can show.</summary>
    public const int ColumnCount = 100;

    /// <summary>After reassignment, 0 to 1.</summary>
    public double Weight => Found.Weight;

    /// <summary>Before reassignment.</summary>
    public double Initial => Found.Initial;

    /// <summary>How far it can be trusted, and why.</summary>
    public Judgement Judgement => Found.Judgement;

    /// <summary>Its reads were given to relatives.</summary>
    public bool IsRemoved => Found.Trust == Trust.Reassigned;

    /// <summary>Isolates that are shown without being asked for: with at least 3 % of the virus's weight, well covered, or robbed by reassignment.</summary>
    public IReadOnlyList<IsolateRow> Shown =>
    [
        .. Isolates.Where(isolate =>
            isolate.Weight >= IsolateRow.LeastShare * Weight || isolate.Coverage > TrustRule.First.StrongCoverage || isolate.Initial - isolate.Weight >= TrustRule.First.WorthShowing),
    ];
}
