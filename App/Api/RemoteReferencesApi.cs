using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Rights;
using Virtool.Jobs.Outgoing;
using Virtool.Jobs.References.Remote;

namespace Virtool.App.Api;

/// <summary><c>/api/refs/{id}/release</c> and <c>/api/refs/{id}/updates</c>: references that follow the releases of a repository.</summary>
internal static class RemoteReferencesApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapRemoteReferences(this RouteGroupBuilder api)
    {
        api.MapGet("/refs/{id}/release", ReleaseAsync);
        api.MapGet("/refs/{id}/updates", UpdatesAsync);
        api.MapPost("/refs/{id}/updates", InstallAsync);
        api.MapPost("/refs/{id}/updates/compare", CompareAsync);
        api.MapGet("/refs/{id}/updates/{update}", ListAsync);
    }

    /// <summary>What a reference follows, as the API serves it; null: nothing.</summary>
    public static object? RemotesFrom(Reference reference) => reference.Remote is not { } remote ? null : new
    {
        remote.Slug,
        Errors = remote.Error is null ? [] : new[] { remote.Error },
        remote.CheckedAt,
        remote.NextCheckAt,
    };

    /// <summary>The newest release of what a reference follows, as the API serves it; null: none is known.</summary>
    public static object? Release(Reference reference) =>
        reference.Remote is { Newest: { } newest } remote ? Projections.Of(newest, ReleaseRules.IsNewer(newest, remote.Installed)) : null;

    /// <summary>The release that is installed, as the API serves it; null: none.</summary>
    public static object? Installed(Reference reference) => reference.Remote?.Installed is { } installed ? Projections.Of(installed, isNewer: false) : null;

    private static async Task<IResult> ReleaseAsync(ClaimsPrincipal user, string id, RemoteReferences service, CancellationToken cancellation)
    {
        var reference = await service.CheckAsync(user.Viewer(), id, cancellation);
        return reference.Remote?.Error is { } error
            ? ApiErrors.Error(StatusCodes.Status502BadGateway, "bad_gateway", error)
            : Results.Json(Release(reference), Json.Served);
    }

    private static async Task<IResult> UpdatesAsync(
        ClaimsPrincipal user, HttpRequest request, string id, ReferenceService references, RemoteTasks tasks, CancellationToken cancellation)
    {
        var query = tasks.Search(await references.GetAsync(user.Viewer(), id, cancellation));
        return await Paging.Of(request).ListAsync(request, query, query, Of, cancellation);
    }

    private static async Task<IResult> InstallAsync(ClaimsPrincipal user, string id, RemoteReferences service, HttpResponse response, CancellationToken cancellation) =>
        Begun(await service.InstallAsync(user.Viewer(), id, cancellation), response);

    private static async Task<IResult> CompareAsync(ClaimsPrincipal user, string id, RemoteReferences service, HttpResponse response, CancellationToken cancellation) =>
        Begun(await service.CompareAsync(user.Viewer(), id, cancellation), response);

    private static IResult Begun(RemoteUpdate update, HttpResponse response)
    {
        response.Headers.Location = $"/api/refs/{update.ReferenceId}/updates/{update.Id}";
        response.Headers.ContentLocation = $"/api/processes/{update.TaskId}";
        return Results.Json(Of(update), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, string id, string update, RemoteTasks tasks, CancellationToken cancellation) =>
        Results.Json(new { Id = update, Changes = await tasks.ListAsync(user.Viewer(), id, update, cancellation) }, Json.Served);

    private static object Of(RemoteUpdate update) => new
    {
        update.Id,
        update.Release.Name,
        update.Release.Body,
        update.Release.HtmlUrl,
        update.Release.PublishedAt,
        update.State,
        update.CreatedAt,
        update.InstalledAt,
        Ready = update.State == RemoteUpdateState.Installed,
        User = Stubs.User(update.User),
        Process = Stubs.Id(update.TaskId),
        update.Added,
        update.Changed,
        update.Removed,
        update.Unchanged,
    };
}
