using Virtool.Components.Look;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Comparing;

namespace Virtool.Components.Analyses.Comparing;

/// <summary>A matrix of viruses against samples, as it is shown.</summary>
/// <param name="Matrix">All of it.</param>
/// <param name="Measure">What its cells tell.</param>
/// <param name="ShowsWeak">Viruses that are weak in every sample are shown.</param>
public sealed record MatrixView(AnalysisMatrix Matrix, MatrixMeasure Measure, bool ShowsWeak)
{
    /// <summary>The rows that are shown.</summary>
    public IReadOnlyList<MatrixRow> Rows => ShowsWeak ? Matrix.Rows : [.. Matrix.Rows.Where(IsWorthShowing)];

    /// <summary>How many are not, as long as nobody asks.</summary>
    public int HiddenCount => Matrix.Rows.Count(row => !IsWorthShowing(row));

    /// <summary>Runs and folders whose positive control lacks its virus, each sentence once.</summary>
    public IEnumerable<string> FailedControls => Matrix.Columns.SelectMany(column => column.Crosstalk.FailedControls).Select(control => control.Reason).Distinct(StringComparer.Ordinal);

    /// <summary>What is written in a cell.</summary>
    public string Text(MatrixCell cell) => Measure switch
    {
        MatrixMeasure.Coverage => Words.Percent(cell.Virus.Coverage, 0),
        MatrixMeasure.Weight => Weights.Text(cell.Virus.Weight),
        MatrixMeasure.Reads => Words.Number(Math.Round(cell.Virus.Reads), 0),
        _ => throw new ArgumentOutOfRangeException(nameof(cell)),
    };

    /// <summary>How dark a cell is, 0 to 1: reads by their decimal logarithm beside the most of the matrix.</summary>
    public double Shade(MatrixCell cell) => Measure switch
    {
        MatrixMeasure.Coverage => cell.Virus.Coverage,
        MatrixMeasure.Weight => cell.Virus.Weight,
        MatrixMeasure.Reads => MostReads <= 0 ? 0 : Math.Log10(1 + cell.Virus.Reads) / Math.Log10(1 + MostReads),
        _ => throw new ArgumentOutOfRangeException(nameof(cell)),
    };

    private double MostReads { get; } = Matrix.Rows.SelectMany(row => row.Cells).OfType<MatrixCell>().Select(cell => cell.Virus.Reads).DefaultIfEmpty(0).Max();

    private static bool IsWorthShowing(MatrixRow row) => row.IsInternalControl || row.Best is Trust.Strong or Trust.Doubtful || row.Cells.OfType<MatrixCell>().Any(cell => cell.Verdict is not null);
}
