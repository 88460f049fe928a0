using System.Globalization;
using System.Security.Claims;
using System.Text;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Exporting;
using Virtool.Domain.Rights;
using Virtool.Jobs.Evidence;

namespace Virtool.App.Api;

/// <summary>Downloads of results, and of the alignments behind them.</summary>
internal static class AnalysisDownloads
{
    private const string Fasta = "text/x-fasta; charset=utf-8";
    private const string CommaSeparated = "text/csv; charset=utf-8";

    /// <summary>Maps the routes.</summary>
    public static void MapAnalysisDownloads(this WebApplication app)
    {
        var downloads = app.MapGroup("/download/analyses").RequireAuthorization().WithApiErrors();
        downloads.MapGet("/{id}.csv", CsvAsync);
        downloads.MapGet("/{id}.xlsx", WorkbookAsync);
        downloads.MapGet("/{id}.json", JsonAsync);
        downloads.MapGet("/{id}/alignments.bam", (ClaimsPrincipal user, string id, AnalysisService service, AlignmentEvidence evidence, CancellationToken cancellation) =>
            FileAsync(user, id, AnalysisFiles.Alignments, service, evidence, cancellation));
        downloads.MapGet("/{id}/alignments.bam.bai", (ClaimsPrincipal user, string id, AnalysisService service, AlignmentEvidence evidence, CancellationToken cancellation) =>
            FileAsync(user, id, AnalysisFiles.AlignmentsIndex, service, evidence, cancellation));
        downloads.MapGet("/{id}/coverage.csv", CoverageAsync);
        downloads.MapGet("/{id}/otus/{otuId}/consensus.fa", ConsensusAsync);
        downloads.MapGet("/{id}/otus/{otuId}/reads.fq.gz", ReadsAsync);
    }

    /// <summary>A result as CSV.</summary>
    public static byte[] Table(IEnumerable<ExportRow> rows)
    {
        var text = new StringBuilder(Csv.Row(AnalysisExport.Titles)).Append("\r\n");
        foreach (var row in rows)
        {
            text.Append(Csv.Row(Cells(row))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<IResult> CsvAsync(ClaimsPrincipal user, string id, AnalysisService service, AnalysisExport export, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(Table(await export.RowsAsync(analysis, cancellation)), CommaSeparated, Name(analysis, "csv"));
    }

    private static async Task<IResult> WorkbookAsync(ClaimsPrincipal user, string id, AnalysisService service, AnalysisExport export, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        var rows = await export.RowsAsync(analysis, cancellation);
        var workbook = Workbook.Of($"Pathoscope for {analysis.Sample.Id}", AnalysisExport.Titles, rows.Select(Cells));
        return Results.File(workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Name(analysis, "xlsx"));
    }

    private static async Task<IResult> JsonAsync(ClaimsPrincipal user, string id, AnalysisService service, WholeAnalyses whole, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(await whole.OfAsync(analysis, cancellation), Json.Served), "application/json", Name(analysis, "json"));
    }

    private static async Task<IResult> FileAsync(ClaimsPrincipal user, string id, string name, AnalysisService service, AlignmentEvidence evidence, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(evidence.Demand(analysis, name), "application/octet-stream", Name(analysis, name), enableRangeProcessing: true);
    }

    private static async Task<IResult> ConsensusAsync(ClaimsPrincipal user, string id, string otuId, AnalysisService service, AlignmentEvidence evidence, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        var found = await evidence.FindAsync(analysis, otuId, cancellation);
        return Results.Stream(output => evidence.WriteConsensusAsync(found, output, cancellation), Fasta, Name(analysis, $"{found.Otu.Name}.consensus.fa"));
    }

    private static async Task<IResult> ReadsAsync(ClaimsPrincipal user, string id, string otuId, AnalysisService service, AlignmentEvidence evidence, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        var found = await evidence.FindAsync(analysis, otuId, cancellation);
        return Results.Stream(output => evidence.WriteReadsAsync(found, output, cancellation), "application/gzip", Name(analysis, $"{found.Otu.Name}.fq.gz"));
    }

    /// <summary>The depth of every hit as stretches of one depth: positions from 1, the last one included.</summary>
    private static async Task<IResult> CoverageAsync(ClaimsPrincipal user, string id, AnalysisService service, AnalysisDepths depths, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        var result = await service.ResultAsync(analysis, cancellation) ?? throw new NotFoundException("The analysis is not ready.");
        await depths.OfAsync(analysis, new HashSet<string>(), cancellation);
        var hits = result.All.ToDictionary(hit => hit.Id, StringComparer.Ordinal);
        var names = result.Otus.ToDictionary(otu => otu.Id, otu => otu.Name, StringComparer.Ordinal);
        return Results.Stream(
            async output =>
            {
                await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
                await writer.WriteLineAsync(Csv.Row(["OTU", "Sequence", "Start", "End", "Depth"]));
                await foreach (var (sequenceId, depth) in depths.AllAsync(analysis, cancellation))
                {
                    if (hits.TryGetValue(sequenceId, out var hit))
                    {
                        await WriteAsync(writer, names.GetValueOrDefault(hit.OtuId, ""), hit, depth);
                    }
                }
            },
            CommaSeparated,
            Name(analysis, "coverage.csv"));
    }

    private static async Task WriteAsync(StreamWriter writer, string virus, Hit hit, SequenceDepth depth)
    {
        var depths = depth.Depths(hit.Length);
        var start = 0;
        for (var at = 1; at <= depths.Length; at++)
        {
            if (at == depths.Length || depths[at] != depths[start])
            {
                await writer.WriteLineAsync(Csv.Row([virus, hit.Accession, start + 1, at, depths[start]]));
                start = at;
            }
        }
    }

    private static object[] Cells(ExportRow row) =>
    [
        row.Otu,
        row.Isolate,
        row.Accession,
        row.Length,
        row.Weight,
        row.MedianDepth,
        row.Coverage,
        row.Trust is { } trust ? Json.Word(trust) : "",
        row.Reason,
        row.Verdict is { } verdict ? Json.Word(verdict.Value) : "",
        row.Verdict is { } said ? string.Create(CultureInfo.InvariantCulture, $"{said.User.Name}, {said.At:yyyy-MM-dd}{(said.Note.Length > 0 ? ": " : "")}{said.Note}") : "",
    ];

    private static string Name(Analysis analysis, string ending) => DownloadNames.Of($"{analysis.Sample.Name}.{analysis.Reference.Name}.{analysis.Id}.{ending}");
}
