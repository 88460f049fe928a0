using System.Security.Claims;
using System.Text.Json.Nodes;
using Virtool.Data.Documents;
using Virtool.Domain.Analyses;
using Virtool.Domain.Quality;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;

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
        api.MapGet("/samples/{id}/caches", CachesAsync);
        api.MapPatch("/samples", ChangeManyAsync);
        api.MapPatch("/samples/{id}", ChangeAsync);
        api.MapPatch("/samples/{id}/rights", RightsAsync);
        api.MapSampleRemoval();
        api.MapPut("/samples/{id}/update_job", ReplaceAsync);
        api.MapDelete("/samples/{id}/update_job", ForgetAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, SampleService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(
            request, service.Search(viewer), service.Search(viewer, SampleQueries.Filter(request.Query), SampleQueries.Order(request.Query)), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, SampleService service, TrimmingService trimming, CancellationToken cancellation)
    {
        var sample = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(await FullAsync(user.Viewer(), sample, service, trimming, cancellation), Json.Served);
    }

    private static async Task<IResult> CachesAsync(
        ClaimsPrincipal user, HttpRequest request, string id, SampleService samples, TrimmingService trimming, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await samples.GetAsync(viewer, id, cancellation);
        var query = trimming.OfSample(viewer, id);
        return await Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    private static async Task<IResult> AnalysesAsync(
        ClaimsPrincipal user, HttpRequest request, string id, SampleService samples, AnalysisService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await samples.GetAsync(viewer, id, cancellation);
        var query = service.Search(viewer, id);
        return await Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    private static async Task<IResult> ChangeAsync(
        ClaimsPrincipal user, HttpRequest request, string id, SampleService service, SampleEdits edits, TrimmingService trimming, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(await service.GetAsync(viewer, id, cancellation), Right.Write);
        var body = await Body.ReadAsync<JsonObject>(request, cancellation);
        var sample = await edits.EditAsync(viewer, id, SampleBodies.Edit(body), cancellation);
        if (SampleBodies.Archived(body) is { } archived)
        {
            sample = await edits.ArchiveAsync(viewer, id, archived, cancellation);
        }

        return Results.Json(await FullAsync(viewer, sample, service, trimming, cancellation), Json.Served);
    }

    /// <summary>Many samples alike: <c>{ids, add_labels, remove_labels, archived, …}</c>; answers what was changed, and what was not and why.</summary>
    private static async Task<IResult> ChangeManyAsync(ClaimsPrincipal user, HttpRequest request, SampleEdits edits, CancellationToken cancellation)
    {
        var (ids, edit) = SampleBodies.BulkEdit(await Body.ReadAsync<JsonObject>(request, cancellation));
        return Results.Json(await edits.BulkEditAsync(user.Viewer(), ids, edit, cancellation), Json.Served);
    }

    /// <summary>Replaces its reads by <c>{files: [ids]}</c>, stored files.</summary>
    private static async Task<IResult> ReplaceAsync(
        ClaimsPrincipal user, HttpRequest request, string id, SampleService service, SampleReplacements replacements, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(await service.GetAsync(viewer, id, cancellation), Right.Write);
        var body = await Body.ReadAsync<Replacing>(request, cancellation);
        var sample = await replacements.ReplaceAsync(viewer, id, body.Files ?? [], cancellation);
        return Results.Json(sample.Replacement, Json.Served, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>Forgets a replacement of its reads that failed, or waits for the other mate.</summary>
    private static async Task<IResult> ForgetAsync(ClaimsPrincipal user, string id, SampleReplacements replacements, CancellationToken cancellation)
    {
        await replacements.ForgetAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> RightsAsync(ClaimsPrincipal user, HttpRequest request, string id, SampleAccess access, CancellationToken cancellation)
    {
        var change = await Body.ReadAsync<SampleRightsChange>(request, cancellation);
        var sample = await access.ChangeAsync(user.Viewer(), id, change, cancellation);
        return Results.Json(SampleRights.Of(sample.Access), Json.Served);
    }

    private static async Task<object> FullAsync(Viewer viewer, Sample sample, SampleService service, TrimmingService trimming, CancellationToken cancellation) =>
        Full(sample, await service.QualityAsync(sample, cancellation), SampleRights.Of(sample.Access), await trimming.ListAsync(viewer, sample.Id, cancellation));

    /// <summary>A sample with all that is known of it.</summary>
    public static object Full(Sample sample, ReadQuality? quality, SampleRights rights, IReadOnlyList<TrimmedReads> caches) => new
    {
        sample.Id,
        sample.Name,
        sample.Host,
        sample.Isolate,
        sample.Locale,
        sample.CollectedOn,
        sample.Notes,
        sample.LibraryType,
        Srna = sample.LibraryType == LibraryType.Srna,
        sample.Labels,
        sample.Control,
        sample.Run,
        sample.Sets,
        sample.Folder,
        sample.Paired,
        sample.CreatedAt,
        User = Stubs.User(sample.User),
        Imported = Projections.Imported(sample),
        Ready = sample.State == SampleState.Ready,
        sample.State,
        sample.Error,
        sample.Warnings,
        sample.Archived,
        Pathoscope = Projections.Tag(sample.Pathoscope),
        Nuvs = Projections.Tag(sample.Nuvs),
        Subtraction = Stubs.Id(sample.Subtractions.Count == 0 ? null : sample.Subtractions[0].Id),
        sample.Subtractions,
        Files = sample.Files.Select(file => new { file.Name, file.Size, file.ReadCount, file.Sha256, file.From, file.Lanes, Raw = true, DownloadUrl = SampleDownloads.Address(sample.Id, file.Name) }),
        sample.ReadsVersion,
        sample.Replacement,
        Job = Stubs.Id(sample.JobId),
        sample.Requested,
        Quality = Projections.Of(quality),
        rights.Group,
        rights.GroupRead,
        rights.GroupWrite,
        rights.AllRead,
        rights.AllWrite,
        Caches = caches.Select(Projections.Of),
    };

    private sealed record Replacing(IReadOnlyList<string>? Files);
}
