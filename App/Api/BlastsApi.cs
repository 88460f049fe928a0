using System.Security.Claims;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Blasts;

namespace Virtool.App.Api;

/// <summary>Searches for sequences like the contigs of an analysis: <c>/api/analyses/{id}/blasts</c>, and <c>/api/analyses/{id}/{contig}/blast</c>.</summary>
internal static class BlastsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapBlasts(this RouteGroupBuilder api)
    {
        api.MapGet("/analyses/{id}/blasts", ListAsync);
        api.MapPost("/analyses/{id}/blasts", StartManyAsync);
        api.MapPut("/analyses/{id}/{contig:int}/blast", StartAsync);
        api.MapPut("/analyses/{id}/{contig:int}/blast/cancel", CancelAsync);
        api.MapPut("/analyses/{id}/{contig:int}/blast/retry", RetryAsync);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, string id, AnalysisService analyses, BlastService service, Collection<Blast> blasts, CancellationToken cancellation)
    {
        var analysis = await analyses.GetAsync(user.Viewer(), id, cancellation);
        return List(await blasts.FindAsync(service.Of(analysis), cancellation), service, StatusCodes.Status200OK);
    }

    private static async Task<IResult> StartManyAsync(ClaimsPrincipal user, HttpRequest request, string id, BlastService service, CancellationToken cancellation)
    {
        var wanted = await Body.ReadAsync<Wanted>(request, cancellation);
        return List(await service.StartAsync(user.Viewer(), id, wanted.Contigs ?? [], wanted.Local ?? false, cancellation), service, StatusCodes.Status201Created);
    }

    private static async Task<IResult> StartAsync(ClaimsPrincipal user, HttpResponse response, string id, int contig, bool? local, BlastService service, CancellationToken cancellation)
    {
        var blast = await service.StartAsync(user.Viewer(), id, contig, local ?? false, cancellation);
        response.Headers.Location = $"/api/analyses/{id}/blasts";
        return One(blast, service, StatusCodes.Status201Created);
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, string id, int contig, BlastService service, CancellationToken cancellation) =>
        One(await service.CancelAsync(user.Viewer(), id, contig, cancellation), service, StatusCodes.Status200OK);

    private static async Task<IResult> RetryAsync(ClaimsPrincipal user, string id, int contig, BlastService service, CancellationToken cancellation) =>
        One(await service.RetryAsync(user.Viewer(), id, contig, cancellation), service, StatusCodes.Status200OK);

    private static IResult One(Blast blast, BlastService service, int status) => Results.Json(Projections.Of(blast, service.PageOf(blast)), Json.Served, statusCode: status);

    private static IResult List(IEnumerable<Blast> blasts, BlastService service, int status) =>
        Results.Json(new { Documents = blasts.Select(blast => Projections.Of(blast, service.PageOf(blast))) }, Json.Served, statusCode: status);

    private sealed record Wanted(IReadOnlyList<int>? Contigs, bool? Local);
}
