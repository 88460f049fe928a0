using System.Security.Claims;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Hmms;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Hmms;

namespace Virtool.App.Api;

/// <summary><c>/api/hmms</c>: profiles, which set of them is installed, and installing another one.</summary>
internal static class HmmsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapHmms(this RouteGroupBuilder api)
    {
        api.MapGet("/hmms", ListAsync);
        api.MapDelete("/hmms", PurgeAsync);
        api.MapGet("/hmms/status", async (HmmService service, CancellationToken cancellation) => Results.Json(Projections.Of(await service.StatusAsync(cancellation)), Json.Served));
        api.MapGet("/hmms/status/release", ReleaseAsync);
        api.MapGet("/hmms/status/updates", UpdatesAsync);
        api.MapPost("/hmms/status/updates", InstallAsync);
        api.MapGet("/hmms/{id}", GetAsync);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, HttpRequest request, string? find, HmmService service, Collection<Hmm> hmms, CancellationToken cancellation)
    {
        var (viewer, paging) = (user.Viewer(), Paging.Of(request));
        var status = await service.StatusAsync(cancellation);
        var found = service.Search(viewer, status, find);
        var count = await hmms.CountAsync(found.Filter, cancellation);
        return Results.Json(
            new
            {
                Documents = (await hmms.FindAsync(found.Window((paging.Page - 1) * paging.PerPage, paging.PerPage), cancellation)).Select(Projections.Of),
                TotalCount = await hmms.CountAsync(service.Search(viewer, status).Filter, cancellation),
                FoundCount = count,
                PageCount = (count + paging.PerPage - 1) / paging.PerPage,
                paging.PerPage,
                paging.Page,
                Status = Projections.Of(status),
            },
            Json.Served);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, HmmService service, CancellationToken cancellation)
    {
        var hmm = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(
            new
            {
                hmm.Id,
                hmm.Cluster,
                hmm.Names,
                hmm.Count,
                hmm.Length,
                hmm.MeanEntropy,
                hmm.TotalEntropy,
                hmm.Families,
                hmm.Genera,
                hmm.Hidden,
                Entries = await service.MembersAsync(hmm, cancellation),
            },
            Json.Served);
    }

    private static async Task<IResult> ReleaseAsync(ClaimsPrincipal user, HmmReleases releases, CancellationToken cancellation)
    {
        var known = await releases.NewestAsync(user.Viewer(), cancellation);
        return known.Newest is { } newest
            ? Results.Json(Projections.Of(newest, HmmReleases.IsNewer(known)), Json.Served)
            : throw new NotFoundException($"There is no release of {known.Slug}.");
    }

    private static async Task<IResult> UpdatesAsync(HmmService service, CancellationToken cancellation) => Results.Json(
        new { Documents = (await service.StatusAsync(cancellation)).Release is { } installed ? new[] { Projections.Of(installed, isNewer: false) } : [] }, Json.Served);

    private static async Task<IResult> InstallAsync(ClaimsPrincipal user, HttpRequest request, HmmTasks tasks, HmmReleases releases, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Permission.ModifyHmm);
        var wanted = request.ContentLength is null or 0 ? new Wanted(null, null) : await Body.ReadAsync<Wanted>(request, cancellation);
        var task = await BeginAsync(viewer, wanted, tasks, releases, cancellation);
        request.HttpContext.Response.Headers.Location = "/api/hmms/status";
        request.HttpContext.Response.Headers.ContentLocation = $"/api/processes/{task.Id}";
        return Results.Json(Projections.Of(task), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static Task<ServerTask> BeginAsync(Viewer viewer, Wanted wanted, HmmTasks tasks, HmmReleases releases, CancellationToken cancellation) => wanted switch
    {
        { FileId: { } file } => tasks.InstallFileAsync(viewer, file, cancellation),
        { FolderFile: { } name } => tasks.InstallFromFolderAsync(viewer, name, cancellation),
        _ => releases.InstallAsync(viewer, cancellation),
    };

    private static async Task<IResult> PurgeAsync(ClaimsPrincipal user, HmmRemoval removal, CancellationToken cancellation)
    {
        await removal.PurgeAsync(user.Viewer(), cancellation);
        return Results.NoContent();
    }

    /// <summary>Of a stored file, of something in the folder for profiles; of neither: the newest release.</summary>
    private sealed record Wanted(string? FileId, string? FolderFile);
}
