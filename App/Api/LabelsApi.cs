using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Labels;

namespace Virtool.App.Api;

/// <summary><c>/api/labels</c>.</summary>
internal static class LabelsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapLabels(this RouteGroupBuilder api)
    {
        api.MapGet("/labels", ListAsync);
        api.MapGet("/labels/{id}", GetAsync);
        api.MapPost("/labels", CreateAsync);
        api.MapPatch("/labels/{id}", ChangeAsync);
        api.MapDelete("/labels/{id}", RemoveAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, string? find, LabelService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, find), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, LabelService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var label = await service.GetAsync(viewer, id, cancellation);
        return Results.Json(
            new { label.Id, label.Name, label.Color, label.Description, label.CreatedAt, User = Stubs.User(label.User), Count = await service.CountAsync(viewer, id, cancellation) },
            Json.Served);
    }

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, HttpRequest request, LabelService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.Demand(Domain.Rights.Permission.CreateSample);
        var label = await service.CreateAsync(viewer, await Body.ReadAsync<LabelDraft>(request, cancellation), cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/labels/{label.Id}";
        return Results.Json(Projections.Of(label), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, LabelService service, CancellationToken cancellation) =>
        Results.Json(Projections.Of(await service.EditAsync(user.Viewer(), id, await Body.ReadAsync<LabelEdit>(request, cancellation), cancellation)), Json.Served);

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, LabelService service, CancellationToken cancellation)
    {
        await service.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }
}
