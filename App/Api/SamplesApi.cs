using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Quality;
using Virtool.Domain.Samples;

namespace Virtool.App.Api;

/// <summary><c>/api/samples</c>.</summary>
internal static class SamplesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapSamples(this RouteGroupBuilder api)
    {
        api.MapGet("/samples", ListAsync);
        api.MapGet("/samples/{id}", GetAsync);
        api.MapGet("/samples/{id}/analyses", AnalysesAsync);
        api.MapPatch("/samples/{id}/rights", RightsAsync);
    }

    private static Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? find, SampleService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, find), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, SampleService service, CancellationToken cancellation)
    {
        var sample = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(Full(sample, await service.QualityAsync(sample, cancellation), SampleRights.Of(sample.Access)), Json.Served);
    }

    private static async Task<IResult> AnalysesAsync(
        ClaimsPrincipal user, HttpRequest request, string id, SampleService samples, AnalysisService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await samples.GetAsync(viewer, id, cancellation);
        var query = service.Search(viewer, id);
        return await Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    private static async Task<IResult> RightsAsync(ClaimsPrincipal user, HttpRequest request, string id, SampleAccess access, CancellationToken cancellation)
    {
        var change = await Body.ReadAsync<SampleRightsChange>(request, cancellation);
        var sample = await access.ChangeAsync(user.Viewer(), id, change.ApplyTo, cancellation);
        return Results.Json(SampleRights.Of(sample.Access), Json.Served);
    }

    private static object Full(Sample sample, ReadQuality? quality, SampleRights rights) => new
    {
        sample.Id,
        sample.Name,
        sample.Host,
        sample.Isolate,
        sample.Locale,
        sample.LibraryType,
        sample.Paired,
        sample.CreatedAt,
        User = Stubs.User(sample.User),
        Imported = Projections.Imported(sample),
        Ready = sample.State == SampleState.Ready,
        sample.State,
        sample.Error,
        sample.Warnings,
        Archived = false,
        Pathoscope = Projections.Tag(sample.Pathoscope),
        Nuvs = Projections.Tag(sample.Nuvs),
        Subtraction = Stubs.Id(sample.Subtractions.Count == 0 ? null : sample.Subtractions[0].Id),
        sample.Subtractions,
        Files = sample.Files.Select(file => new { file.Name, file.Size, file.ReadCount, file.Sha256, file.From, file.Lanes, Raw = true }),
        Job = Stubs.Id(sample.JobId),
        sample.Requested,
        Quality = quality is null ? null : new
        {
            quality.Count,
            quality.Encoding,
            quality.Length,
            quality.Gc,
            quality.Bases,
            quality.Composition,
            quality.Sequences,
        },
        rights.Group,
        rights.GroupRead,
        rights.GroupWrite,
        rights.AllRead,
        rights.AllWrite,
        Caches = Array.Empty<object>(),
    };
}
