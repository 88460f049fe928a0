using Virtool.Domain.Analyses;

namespace Virtool.Components.Analyses;

/// <summary>A virus with what its isolates were given.</summary>
/// <param name="Otu">What it is.</param>
/// <param name="Isolates">Those with a hit, best covered first.</param>
/// <param name="Weight">After reassignment, 0 to 1: the sum of its isolates.</param>
/// <param name="Initial">Before reassignment.</param>
/// <param name="Reads">Weight times the reads that were kept.</param>
/// <param name="Coverage">Of its best covered isolate, 0 to 1.</param>
/// <param name="Depth">Median, base by base of the deepest isolate.</param>
/// <param name="Columns">Mean depth along the longest isolate, base by base of the deepest, in at most <see cref="ColumnCount"/> columns of equal width.</param>
/// <param name="Trust">By the rules of thumb.</param>
/// <param name="Hidden">So weak that it is shown on demand only.</param>
public sealed record VirusRow(
    HitOtu Otu,
    IReadOnlyList<IsolateRow> Isolates,
    double Weight,
    double Initial,
    double Reads,
    double Coverage,
    double Depth,
    IReadOnlyList<double> Columns,
    Trust Trust,
    bool Hidden)
{
    /// <summary>As many as a small drawing can show.</summary>
    public const int ColumnCount = 120;

    /// <summary>Isolates that are shown without being asked for: with at least 3 % of the virus's weight, or well covered, or robbed by reassignment.</summary>
    public IReadOnlyList<IsolateRow> Shown =>
        [.. Isolates.Where(isolate => isolate.Weight >= 0.03 * Weight || isolate.Trust is Trust.Strong or Trust.Reassigned)];
}
