using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;

namespace Virtool.App.Api;

/// <summary><c>/api/caches</c>: trimmed reads, and their downloads.</summary>
internal static class CachesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapCaches(this RouteGroupBuilder api) => api.MapGet("/caches/{id}", GetAsync);

    /// <summary>Maps the downloads.</summary>
    public static void MapCacheDownloads(this WebApplication app)
    {
        var downloads = app.MapGroup("/download/caches").RequireAuthorization().WithApiErrors();
        downloads.MapGet("/{id}/reads_{mate:int}.fq.gz", ReadsAsync);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, TrimmingService trimming, CancellationToken cancellation)
    {
        var cache = await trimming.GetAsync(user.Viewer(), id, cancellation);
        var quality = await trimming.QualityAsync(cache, cancellation);
        var view = new
        {
            cache.Id,
            cache.CreatedAt,
            Files = cache.Files.Select((file, index) => new { file.Name, file.Size, file.ReadCount, DownloadUrl = $"/download/caches/{cache.Id}/{SampleRules.ReadsName(index + 1)}" }),
            Hash = TrimRules.HashOf(cache.Parameters),
            Legacy = false,
            Paired = cache.Parameters.Mode == "pe",
            Parameters = cache.Parameters.Named(),
            cache.Program,
            cache.Ready,
            cache.Sample,
            cache.ReadsVersion,
            Job = Stubs.Id(cache.JobId),
            cache.Library,
            Quality = Projections.Of(quality),
        };
        return Results.Json(view, Json.Served);
    }

    private static async Task<IResult> ReadsAsync(ClaimsPrincipal user, string id, int mate, TrimmingService trimming, CancellationToken cancellation)
    {
        var cache = await trimming.GetAsync(user.Viewer(), id, cancellation);
        return Results.File(trimming.Demand(cache, mate), "application/gzip", DownloadNames.Of($"{cache.Sample.Name}.trimmed.{SampleRules.ReadsName(mate)}"), enableRangeProcessing: true);
    }
}
