using Virtool.Domain.Analyses.Comparing;
using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.App.Api;

/// <summary>What is said of analyses, and analyses beside each other, as the API serves them.</summary>
internal static class AnalysisViews
{
    /// <summary>Verdicts, the oldest first.</summary>
    public static object[] Of(IReadOnlyList<Verdict> verdicts) =>
        [.. verdicts.Select(verdict => new { verdict.OtuId, verdict.Value, By = Stubs.User(verdict.User), verdict.At, verdict.Note })];

    /// <summary>A matrix.</summary>
    public static object Of(AnalysisMatrix matrix) => new
    {
        matrix.Reference,
        Samples = matrix.Columns.Select(column => new
        {
            column.Sample.Id,
            column.Sample.Name,
            column.Sample.Control,
            column.Sample.Run,
            Analysis = Stubs.Id(column.Analysis?.Id),
            column.Crosstalk.FailedControls,
        }),
        Viruses = matrix.Rows.Select(row => new
        {
            Id = row.OtuId,
            row.Name,
            row.Abbreviation,
            row.IsInternalControl,
            Samples = row.Cells.Select(cell => cell is null ? null : new
            {
                cell.Virus.Weight,
                cell.Virus.Reads,
                cell.ReadsPerMillion,
                cell.Virus.Coverage,
                cell.Virus.MedianDepth,
                cell.Virus.Trust,
                cell.Flags,
                Verdict = cell.Verdict is { } verdict ? Of([verdict])[0] : null,
            }),
        }),
    };
}
