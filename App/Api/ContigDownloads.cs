using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.App.Api;

/// <summary>Downloads of what NuVs analyses found. <c>hits=true</c> leaves out what no profile was found in; <c>contig=0&amp;contig=3</c> takes these contigs only.</summary>
internal static class ContigDownloads
{
    private const string Fasta = "text/x-fasta; charset=utf-8";

    /// <summary>Maps the routes.</summary>
    public static void MapContigDownloads(this WebApplication app)
    {
        var downloads = app.MapGroup("/download/analyses").RequireAuthorization().WithApiErrors();
        downloads.MapGet("/{id}/contigs.fa", ContigsAsync);
        downloads.MapGet("/{id}/orfs.fa", OrfsAsync);
        downloads.MapGet("/{id}/assembly.fa.gz", AssemblyAsync);
        downloads.MapGet("/{id}/hmm.tsv", HitsAsync);
    }

    private static async Task<IResult> ContigsAsync(
        ClaimsPrincipal user, string id, bool? hits, [FromQuery(Name = "contig")] int[]? contigs, AnalysisService service, ContigService contigService, CancellationToken cancellation)
    {
        var (result, fasta) = await FindAsync(user, id, service, contigService, cancellation);
        return Results.Stream(output => fasta.WriteContigsAsync(output, result, ChoiceOf(hits, contigs), cancellation), Fasta, fasta.FileName("contigs"));
    }

    private static async Task<IResult> OrfsAsync(
        ClaimsPrincipal user, string id, bool? hits, [FromQuery(Name = "contig")] int[]? contigs, AnalysisService service, ContigService contigService, CancellationToken cancellation)
    {
        var (result, fasta) = await FindAsync(user, id, service, contigService, cancellation);
        return Results.Stream(output => fasta.WriteOrfsAsync(output, result, ChoiceOf(hits, contigs), cancellation), Fasta, fasta.FileName("orfs"));
    }

    private static async Task<IResult> AssemblyAsync(ClaimsPrincipal user, string id, AnalysisService service, ContigService contigs, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(contigs.Demand(analysis, ContigFiles.Assembly), "application/gzip", Name(analysis, ContigFiles.Assembly), enableRangeProcessing: true);
    }

    private static async Task<IResult> HitsAsync(ClaimsPrincipal user, string id, AnalysisService service, ContigService contigs, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(contigs.Demand(analysis, ContigFiles.Hits), "text/plain; charset=utf-8", Name(analysis, ContigFiles.Hits), enableRangeProcessing: true);
    }

    private static async Task<(NuvsResult Result, ContigFasta Fasta)> FindAsync(ClaimsPrincipal user, string id, AnalysisService service, ContigService contigs, CancellationToken cancellation)
    {
        var analysis = await service.GetAsync(user.Viewer(), id, cancellation);
        var result = await contigs.DemandAsync(analysis, cancellation);
        return (result, await contigs.FastaAsync(analysis, result, cancellation));
    }

    private static ContigChoice ChoiceOf(bool? hits, int[]? contigs) => new(hits ?? false, contigs is { Length: > 0 } ? contigs.ToHashSet() : null);

    private static string Name(Analysis analysis, string ending) => DownloadNames.Of($"nuvs.{analysis.Sample.Name}.{analysis.Id}.{ending}");
}
