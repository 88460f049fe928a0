using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.References;

namespace Virtool.App.Api;

/// <summary><c>/api/indexes</c>, and the indexes of a reference.</summary>
internal static class IndexesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapIndexes(this RouteGroupBuilder api)
    {
        api.MapGet("/refs/{id}/indexes", OfReferenceAsync);
        api.MapPost("/refs/{id}/indexes", BuildAsync);
        api.MapGet("/indexes", ListAsync);
        api.MapGet("/indexes/{id}", GetAsync);
        api.MapGet("/indexes/{id}/history", HistoryAsync);
    }

    private static async Task<IResult> OfReferenceAsync(
        ClaimsPrincipal user, HttpRequest request, string id, ReferenceService references, IndexService service, ChangeService changes, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(user.Viewer(), id, cancellation);
        var paging = Paging.Of(request);
        var (found, count) = await service.OfReferenceAsync(reference, (paging.Page - 1) * paging.PerPage, paging.PerPage, cancellation);
        var unbuilt = await changes.ReadAsync(ChangeService.OfReference(reference, unbuilt: true), cancellation);
        return Results.Json(
            new
            {
                Documents = found.Select(Projections.Of),
                TotalCount = count,
                FoundCount = count,
                PageCount = (count + paging.PerPage - 1) / paging.PerPage,
                paging.PerPage,
                paging.Page,
                TotalOtuCount = reference.OtuCount,
                ChangeCount = unbuilt.Count,
                ModifiedOtuCount = unbuilt.Select(change => change.Otu.Id).Distinct(StringComparer.Ordinal).Count(),
            },
            Json.Served);
    }

    private static async Task<IResult> BuildAsync(ClaimsPrincipal user, HttpRequest request, string id, IndexService service, CancellationToken cancellation)
    {
        var index = await service.BuildAsync(user.Viewer(), id, cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/indexes/{index.Id}";
        return Results.Json(Projections.Of(index), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, bool? ready, IndexService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        if (ready == true)
        {
            return Results.Json(
                (await service.NewestAsync(viewer, cancellation)).Select(one => new { one.Index.Id, one.Index.Version, Reference = new { one.Reference.Id, one.Reference.Name } }), Json.Served);
        }

        var all = await service.AllAsync(viewer, cancellation);
        return await Paging.Of(request).ListAsync(request, all, all, Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, IndexService service, ChangeService changes, CancellationToken cancellation)
    {
        var index = await service.GetAsync(user.Viewer(), id, cancellation);
        var manifest = await service.ManifestAsync(index, cancellation);
        var taken = await changes.ReadAsync(await service.ChangesAsync(index, cancellation), cancellation);
        return Results.Json(
            new
            {
                index.Id,
                index.Version,
                index.CreatedAt,
                index.Reference,
                User = Stubs.User(index.User),
                Job = Stubs.Id(index.JobId),
                index.Ready,
                index.HasFiles,
                Manifest = manifest.Otus,
                index.OtuCount,
                index.ChangeCount,
                index.ModifiedOtuCount,
                Contributors = taken.GroupBy(change => change.User).Select(group => new { group.Key.Id, Handle = group.Key.Name, Count = group.Count() }),
                Otus = taken.GroupBy(change => change.Otu.Id, StringComparer.Ordinal)
                    .Select(group => new { Id = group.Key, group.First().Otu.Name, ChangeCount = group.Count() })
                    .OrderBy(otu => otu.Name, StringComparer.Ordinal),
                Files = service.FilesOf(index).Select(file => new { file.Name, file.Size, DownloadUrl = $"/download/indexes/{index.Id}/{file.Name}" }),
            },
            Json.Served);
    }

    private static async Task<IResult> HistoryAsync(ClaimsPrincipal user, HttpRequest request, string id, string? term, IndexService service, CancellationToken cancellation)
    {
        var all = await service.ChangesAsync(await service.GetAsync(user.Viewer(), id, cancellation), cancellation);
        var found = string.IsNullOrWhiteSpace(term) ? all : all.Where(Where<Change>.Contains(change => change.Otu.Name, term.Trim()));
        return await Paging.Of(request).ListAsync(request, all, found, Projections.Of, cancellation);
    }
}
