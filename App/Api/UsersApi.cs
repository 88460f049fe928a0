using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;

namespace Virtool.App.Api;

/// <summary><c>/api/users</c>.</summary>
internal static class UsersApi
{
    /// <summary>Maps the routes.</summary>
    public static void MapUsers(this RouteGroupBuilder api)
    {
        api.MapGet("/users", ListAsync);
        api.MapGet("/users/{id}", GetAsync);
        api.MapPost("/users", CreateAsync);
        api.MapPatch("/users/{id}", ChangeAsync);
        api.MapDelete("/users/{id}", RemoveAsync);
    }

    /// <summary>A user in full, but for what signing in takes.</summary>
    /// <param name="user">The user.</param>
    /// <param name="viewer">The user as one who asks: its permissions.</param>
    public static object Full(User user, Viewer viewer) => new
    {
        user.Id,
        user.Handle,
        user.FullName,
        user.Email,
        user.Administrator,
        user.Active,
        viewer.Groups,
        user.PrimaryGroup,
        Permissions = Projections.Permitted(Enum.GetValues<Permission>().Where(viewer.May)),
        user.ForceReset,
        user.LastPasswordChange,
        user.CreatedAt,
        Settings = Projections.Of(user.Preferences),
        Identicon = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.Id))),
    };

    private static Task<IResult> ListAsync(ClaimsPrincipal user, HttpRequest request, string? find, UserDirectory service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        return Paging.Of(request).ListAsync(request, service.Search(viewer), service.Search(viewer, find), InList, cancellation);
    }

    private static async Task<IResult> GetAsync(ClaimsPrincipal user, string id, UserDirectory service, Viewers viewers, CancellationToken cancellation)
    {
        var found = await service.GetAsync(user.Viewer(), id, cancellation);
        return Results.Json(Full(found, await viewers.OfAsync(found, cancellation)), Json.Served);
    }

    private static async Task<IResult> CreateAsync(
        ClaimsPrincipal user, HttpRequest request, UserService users, Viewers viewers, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        viewer.DemandAdministrator();
        var body = await Body.ReadAsync<NewUser>(request, cancellation);
        var made = (await users.CreateAsync(viewer, body.Handle ?? body.UserId ?? "", body.Password ?? "", administrator: false, body.ForceReset, cancellation)).Document;
        request.HttpContext.Response.Headers.Location = $"/api/users/{made.Id}";
        return Results.Json(Full(made, await viewers.OfAsync(made, cancellation)), Json.Served, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(
        ClaimsPrincipal user, HttpRequest request, string id, UserDirectory service, UserService users, Viewers viewers, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        var before = await service.GetAsync(viewer, id, cancellation);
        var body = await Body.ReadAsync<ChangedUser>(request, cancellation);
        var after = await service.ChangeAsync(viewer, before.Id, body.ToChange(), cancellation);
        if (body.Password is { } password)
        {
            after = (await users.SetPasswordAsync(viewer, before.Id, password, body.ForceReset ?? after.ForceReset, cancellation)).Document;
        }

        return Results.Json(Full(after, await viewers.OfAsync(after, cancellation)), Json.Served);
    }

    private static async Task<IResult> RemoveAsync(ClaimsPrincipal user, string id, UserDirectory service, CancellationToken cancellation)
    {
        var viewer = user.Viewer();
        await service.RemoveAsync(viewer, (await service.GetAsync(viewer, id, cancellation)).Id, cancellation);
        return Results.NoContent();
    }

    private static object InList(User user) => new
    {
        user.Id,
        user.Handle,
        user.FullName,
        user.Email,
        user.Administrator,
        user.Active,
        user.Groups,
        user.PrimaryGroup,
        user.ForceReset,
        user.CreatedAt,
    };

    private sealed record NewUser(string? Handle, string? UserId, string? Password, bool ForceReset = true);

    private sealed record ChangedUser(
        string? Handle,
        string? FullName,
        string? Email,
        bool? Administrator,
        bool? Active,
        List<string>? Groups,
        string? PrimaryGroup,
        bool? ForceReset,
        string? Password)
    {
        public UserChange ToChange() => new()
        {
            Handle = Handle,
            FullName = FullName,
            Email = Email,
            Administrator = Administrator,
            Active = Active,
            Groups = Groups,
            PrimaryGroup = PrimaryGroup,
            ForceReset = ForceReset,
        };
    }
}
