using System.Security.Claims;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Groups;
using Virtool.Domain.Users;

namespace Virtool.App.Api;

/// <summary><c>/api/groups</c>.</summary>
internal static class GroupsApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapGroups(this RouteGroupBuilder api)
    {
        api.MapGet("/groups", ListAsync);
        api.MapGet("/groups/{id}", GetAsync);
        api.MapPost("/groups", CreateAsync);
        api.MapPatch("/groups/{id}", ChangeAsync);
        api.MapDelete("/groups/{id}", RemoveAsync);
    }

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, string? find, GroupService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, find), Projections.Of, cancellation);
    }

    private static async Task<IResult> GetAsync(
        ClaimsPrincipal user, string id, GroupService service, UserDirectory directory, Collection<User> users, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var group = await service.GetAsync(viewer, id, cancellation);
        var members = viewer.Administrator ? await users.FindAsync(directory.MembersOf(viewer, group.Id), cancellation) : null;
        return Results.Json(
            new
            {
                group.Id,
                group.Name,
                Permissions = Projections.Permitted(group.Permissions),
                group.CreatedAt,
                Users = members?.Select(member => new { member.Id, member.Handle }),
            },
            Json.Served);
    }

    private static async Task<IResult> CreateAsync(ClaimsPrincipal user, HttpRequest request, GroupService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var body = await Body.ReadAsync<NewGroup>(request, cancellation);
        var group = await service.CreateAsync(viewer, new GroupDraft(body.Name ?? body.GroupId ?? "", PermissionFlags.Given(body.Permissions)), cancellation);
        request.HttpContext.Response.Headers.Location = $"/api/groups/{group.Id}";
        return Results.Json(Projections.Of(group), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(ClaimsPrincipal user, HttpRequest request, string id, GroupService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var group = await service.GetAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<ChangedGroup>(request, cancellation);
        return Results.Json(Projections.Of(await service.ChangeAsync(viewer, group.Id, new GroupChange(body.Name, PermissionFlags.Read(body.Permissions)), cancellation)), Json.Served);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, GroupService service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        await service.RemoveAsync(viewer, (await service.GetAsync(viewer, id, cancellation)).Id, cancellation);
        return Results.NoContent();
    }

    private sealed record NewGroup(string? Name, string? GroupId, Dictionary<string, bool>? Permissions);

    private sealed record ChangedGroup(string? Name, Dictionary<string, bool>? Permissions);
}
