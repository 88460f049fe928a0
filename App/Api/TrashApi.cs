using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;
using Virtool.Domain.Trash;

namespace Virtool.App.Api;

/// <summary><c>/api/trash</c>: what was removed and can be brought back.</summary>
internal static class TrashApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapTrash(this RouteGroupBuilder api)
    {
        api.MapGet("/trash", ListAsync);
        api.MapGet("/trash/{id}", GetAsync);
        api.MapPut("/trash/{id}/restore", RestoreAsync);
        api.MapDelete("/trash/{id}", PurgeAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, TrashService service, CancellationToken cancellation)
    {
        var query = service.List(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, TrashService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> RestoreAsync(ClaimsPrincipal user, string id, TrashService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.RestoreAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> PurgeAsync(ClaimsPrincipal user, string id, TrashService service, CancellationToken cancellation)
    {
        await service.PurgeAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }
}
