using System.Globalization;
using Spectre.Console;
using Virtool.Domain.Analyses;

namespace Virtool.App.Analyse;

/// <summary>The hits of an analysis as a table for a terminal.</summary>
internal static class HitsTable
{
    /// <summary>One row a sequence, largest weight first; reads are shared out by weight, as on the page.</summary>
    public static Table Of(Analysis analysis, AnalysisResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("Virus");
        table.AddColumn("Accession");
        foreach (var title in new[] { "Weight", "Before", "Reads", "Coverage", "Depth" })
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var hit in result.Hits)
        {
            table.AddRow(
                Markup.Escape(result.Otus.First(otu => otu.Id == hit.OtuId).Name),
                Markup.Escape(hit.Accession),
                Weight(hit.Final.Pi),
                Weight(hit.Initial.Pi),
                (hit.Final.Pi * (analysis.ReadCount ?? 0)).ToString("N0", CultureInfo.InvariantCulture),
                hit.Coverage.ToString("0.00", CultureInfo.InvariantCulture),
                hit.Depth.ToString("N0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Weight(double weight) =>
        weight is < 0.001 and > 0 ? "< 0.001" : weight.ToString("0.000", CultureInfo.InvariantCulture);
}
