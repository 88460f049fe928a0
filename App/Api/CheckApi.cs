using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Checks;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/check</c>: whether the files are as the documents say; for administrators.</summary>
internal static class CheckApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapCheck(this RouteGroupBuilder api)
    {
        api.MapGet("/check", GetAsync);
        api.MapPost("/check", RequestAsync);
        api.MapDelete("/check", CancelAsync);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, CheckService service, CancellationToken cancellation) =>
        Results.Json(Of(await service.LastAsync(user.Viewer(), cancellation) ?? throw new NotFoundException("Nobody has asked for a check yet.")), Json.Served);

    private static async Task<IResult> RequestAsync(ClaimsPrincipal user, HttpRequest request, CheckService service, CancellationToken cancellation)
    {
        var wanted = request.ContentLength is null or 0 ? new Wanted(false) : await Body.ReadAsync<Wanted>(request, cancellation);
        return Results.Json(Of(await service.RequestAsync(user.Viewer(), wanted.Hash, cancellation)), Json.Served, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> CancelAsync(ClaimsPrincipal user, CheckService service, CancellationToken cancellation)
    {
        await service.CancelAsync(user.Viewer(), cancellation);
        return Results.NoContent();
    }

    private static object Of(CheckRun run) => new
    {
        run.State,
        Hash = run.Hashes,
        run.Progress,
        By = Stubs.User(run.By),
        run.RequestedAt,
        run.EndedAt,
        run.Problem,
        run.Files,
        run.Missing,
        run.Orphaned,
        run.Changed,
        run.Findings,
    };

    /// <param name="Hash">Read every byte, and compare hashes.</param>
    private sealed record Wanted(bool Hash);
}
