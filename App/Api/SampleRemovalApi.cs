using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Samples;

namespace Virtool.App.Api;

/// <summary>Removes samples, and says before what goes with them.</summary>
internal static class SampleRemovalApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapSampleRemoval(this RouteGroupBuilder api)
    {
        api.MapDelete("/samples/{id}", RemoveAsync);
        api.MapGet("/samples/{id}/removal", RemovalAsync);
        api.MapPost("/samples/removal", RemovalOfManyAsync);
        api.MapPost("/samples/remove", RemoveManyAsync);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, SampleRemovals removals, CancellationToken cancellation)
    {
        await removals.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> RemovalAsync(ClaimsPrincipal user, string id, SampleService service, SampleRemovals removals, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.GetAsync(viewer, id, cancellation);
        return Results.Json(await removals.RemovalOfAsync(viewer, [id], cancellation), Json.Served);
    }

    private static async Task<IResult> RemovalOfManyAsync(ClaimsPrincipal user, HttpRequest request, SampleRemovals removals, CancellationToken cancellation) =>
        Results.Json(await removals.RemovalOfAsync(user.Viewer(), (await Body.ReadAsync<Chosen>(request, cancellation)).Ids ?? [], cancellation), Json.Served);

    private static async Task<IResult> RemoveManyAsync(ClaimsPrincipal user, HttpRequest request, SampleRemovals removals, CancellationToken cancellation) =>
        Results.Json(await removals.RemoveManyAsync(user.Viewer(), (await Body.ReadAsync<Chosen>(request, cancellation)).Ids ?? [], cancellation), Json.Served);

    private sealed record Chosen(IReadOnlyList<string>? Ids);
}
