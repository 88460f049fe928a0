using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.Keys;

namespace Virtool.App.Api;

/// <summary><c>/api/account/keys</c>: one's own API keys; for people, not for keys.</summary>
internal static class KeysApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapKeys(this RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/account/keys");
        keys.MapGet("", ListAsync);
        keys.MapPost("", CreateAsync);
        keys.MapDelete("", RemoveAllAsync);
        keys.MapGet("/{id}", GetAsync);
        keys.MapPatch("/{id}", ChangeAsync);
        keys.MapDelete("/{id}", RemoveAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, KeyService service, CancellationToken cancellation)
    {
        var query = service.Search(user.Viewer());
        return Paging.Of(request).ListAsync(request, query, query, Of, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, KeyService service, CancellationToken cancellation) =>
        Results.Json(Of(await service.GetAsync(user.Viewer(), id, cancellation)), Json.Served);

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, HttpRequest request, KeyService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandPerson();
        var body = await Body.ReadAsync<MadeKey>(request, cancellation);
        var made = await service.CreateAsync(viewer, new KeyDraft(body.Name ?? "", PermissionFlags.Given(body.Permissions), body.Days), cancellation);
        var (key, response) = (made.Key, request.HttpContext.Response);
        response.Headers.Location = $"/api/account/keys/{key.Id}";
        response.Headers.CacheControl = "no-store";
        return Results.Json(
            new
            {
                key.Id,
                key.Name,
                Key = made.Text,
                key.Start,
                Permissions = Projections.Permitted(key.Permissions),
                key.CreatedAt,
                key.ExpiresAt,
                key.LastUsedAt,
            },
            Json.Served,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, KeyService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandPerson();
        var body = await Body.ReadAsync<ChangedKey>(request, cancellation);
        return Results.Json(Of(await service.ChangeAsync(viewer, id, new KeyChange(body.Name, PermissionFlags.Read(body.Permissions)), cancellation)), Json.Served);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, KeyService service, CancellationToken cancellation)
    {
        await service.RemoveAsync(user.Viewer(), id, cancellation);
        return Results.NoContent();
    }

    private static async Task<IResult> RemoveAllAsync(ClaimsPrincipal user, KeyService service, CancellationToken cancellation)
    {
        await service.RemoveAllAsync(user.Viewer(), cancellation);
        return Results.NoContent();
    }

    private static object Of(ApiKey key) =>
        new { key.Id, key.Name, key.Start, Permissions = Projections.Permitted(key.Permissions), key.CreatedAt, key.ExpiresAt, key.LastUsedAt };

    private sealed record MadeKey(string? Name, Dictionary<string, bool>? Permissions, int? Days);

    private sealed record ChangedKey(string? Name, Dictionary<string, bool>? Permissions);
}
