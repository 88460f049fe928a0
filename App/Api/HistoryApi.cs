using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;

namespace Virtool.App.Api;

/// <summary><c>/api/history</c>, and the history of a reference.</summary>
internal static class HistoryApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapHistory(this RouteGroupBuilder api)
    {
        api.MapGet("/refs/{id}/history", OfReferenceAsync);
        api.MapGet("/history", ListAsync);
        api.MapGet("/history/{id}", GetAsync);
        api.MapDelete("/history/{id}", RevertAsync);
    }

    private static async Task<IResult> OfReferenceAsync(
        ClaimsPrincipal user, HttpRequest request, string id, bool? unbuilt, ReferenceService references, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(user.Viewer(), id, cancellation);
        return await Paging.Of(request).ListAsync(request, ChangeService.OfReference(reference), ChangeService.OfReference(reference, unbuilt), Projections.Of, cancellation);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, ChangeService service, CancellationToken cancellation)
    {
        var all = await service.AllAsync(user.Viewer(), cancellation);
        return await Paging.Of(request).ListAsync(request, all, all, Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, ChangeService service, CancellationToken cancellation)
    {
        var (change, reference) = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(
            new
            {
                change.Id,
                change.Number,
                change.MethodName,
                change.Description,
                change.CreatedAt,
                Otu = new { change.Otu.Id, change.Otu.Name, Version = change.Removed ? (object)"removed" : change.OtuVersion },
                Reference = new { reference.Id, reference.Name },
                User = Stubs.User(change.User),
                Unbuilt = change.Number > reference.Built,
                change.Diff,
            },
            Json.Served);
    }

    private static async Task<IResult> RevertAsync(ClaimsPrincipal user, string id, OtuService service, CancellationToken cancellation)
    {
        await service.RevertAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }
}
