using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Files.Quarantine;

namespace Virtool.App.Api;

/// <summary><c>/api/imports/{id}</c>, and what can be done with files that were refused, and with duplicates.</summary>
internal static class ImportsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapImports(this RouteGroupBuilder api)
    {
        api.MapGet("/imports/{id}", GetAsync);
        api.MapPost("/imports/{id}/retry", RetryAsync);
        api.MapPost("/imports/{id}/anyway", AnywayAsync);
        api.MapPost("/imports/{id}/discard", DiscardAsync);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, QuarantineService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> RetryAsync(ClaimsPrincipal user, string id, QuarantineService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.RetryAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> AnywayAsync(ClaimsPrincipal user, string id, QuarantineService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.AnywayAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> DiscardAsync(ClaimsPrincipal user, string id, QuarantineService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.DiscardAsync(user.Viewer(), id, cancellation)), Json.Served);
}
