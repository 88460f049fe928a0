using System.Security.Claims;
using Virtool.Data.Documents;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.App.Api;

/// <summary><c>/api/refs/{id}/users</c> and <c>/groups</c>: the members of a reference, each with four rights beside that of seeing it.</summary>
internal static class ReferenceMembersApi
{
    private static readonly Right[] Given = [Right.Build, Right.Modify, Right.ModifyOtu, Right.Remove];

    /// <summary>Maps the routes.</summary>
    public static void MapReferenceMembers(this RouteGroupBuilder api)
    {
        Map(api, "users", Principals.User, body => body.UserId);
        Map(api, "groups", Principals.Group, body => body.GroupId);
    }

    /// <summary>The members of a reference, as it is served.</summary>
    public static async Task<Members> MembersAsync(Reference reference, PrincipalNames names, CancellationToken cancellation)
    {
        var known = await names.OfAsync(reference.Access.Select(access => access.Principal), cancellation);
        return new Members(
            [.. reference.Access.Where(access => Principals.UserId(access.Principal) is not null).Select(access => Member.Of(access, known))],
            [.. reference.Access.Where(access => Principals.GroupId(access.Principal) is not null).Select(access => Member.Of(access, known))],
            reference.Access.FirstOrDefault(access => access.Principal == Principals.Everyone) is { } everyone ? Member.Of(everyone, known) : null);
    }

    private static void Map(RouteGroupBuilder api, string kind, Func<string, string> principal, Func<MemberBody, string?> idOf)
    {
        api.MapGet($"/refs/{{id}}/{kind}", async (ClaimsPrincipal user, string id, ReferenceService service, PrincipalNames names, CancellationToken cancellation) =>
            Results.Json(Of(await MembersAsync(await service.GetAsync(user.Viewer(), id, cancellation), names, cancellation), kind), Json.Served));
        api.MapGet($"/refs/{{id}}/{kind}/{{member}}", async (ClaimsPrincipal user, string id, string member, ReferenceService service, PrincipalNames names, CancellationToken cancellation) =>
            Results.Json(await OneAsync(await service.GetAsync(user.Viewer(), id, cancellation), principal(member), names, cancellation), Json.Served));
        api.MapPost($"/refs/{{id}}/{kind}", async (
            ClaimsPrincipal user, HttpRequest request, string id, ReferenceService service, ReferenceAccess access, PrincipalNames names, CancellationToken cancellation) =>
        {
            var viewer = user.Viewer();
            viewer.Demand(await service.GetAsync(viewer, id, cancellation), Right.Modify);
            var body = await Body.ReadAsync<MemberBody>(request, cancellation);
            var member = idOf(body) is { Length: > 0 } given ? given : throw new BadRequestException($"Say who: {(kind == "users" ? "user_id" : "group_id")}.");
            var added = new Access(principal(member), [Right.Read, .. body.Rights([])]);
            await names.DemandKnownAsync([], [added], cancellation);
            var reference = await access.ChangeAsync(
                viewer, id, now => now.Any(one => one.Principal == added.Principal) ? throw new BadRequestException("This member is there already. Change its rights instead.") : [.. now, added], cancellation);
            request.HttpContext.Response.Headers.Location = $"/api/refs/{id}/{kind}/{member}";
            return Results.Json(await OneAsync(reference, added.Principal, names, cancellation), Json.Served, statusCode: StatusCodes.Status201Created);
        });
        api.MapPatch($"/refs/{{id}}/{kind}/{{member}}", async (
            ClaimsPrincipal user, HttpRequest request, string id, string member, ReferenceService service, ReferenceAccess access, PrincipalNames names, CancellationToken cancellation) =>
        {
            var viewer = user.Viewer();
            viewer.Demand(await service.GetAsync(viewer, id, cancellation), Right.Modify);
            var body = await Body.ReadAsync<MemberBody>(request, cancellation);
            var reference = await access.ChangeAsync(viewer, id, now => Changed(now, principal(member), body), cancellation);
            return Results.Json(await OneAsync(reference, principal(member), names, cancellation), Json.Served);
        });
        api.MapDelete($"/refs/{{id}}/{kind}/{{member}}", async (
            ClaimsPrincipal user, string id, string member, ReferenceAccess access, CancellationToken cancellation) =>
        {
            await access.ChangeAsync(user.Viewer(), id, now => [.. now.Where(one => one != Known(now, principal(member)))], cancellation);
            return Results.NoContent();
        });
    }

    private static IReadOnlyList<Access> Changed(IReadOnlyList<Access> now, string principal, MemberBody body)
    {
        var known = Known(now, principal);
        return [.. now.Select(one => one == known ? new Access(principal, [Right.Read, .. body.Rights(known.Rights)]) : one)];
    }

    private static Access Known(IReadOnlyList<Access> access, string principal) =>
        access.FirstOrDefault(one => one.Principal == principal) ?? throw new NotFoundException("There is no such member.");

    private static async Task<Member> OneAsync(Reference reference, string principal, PrincipalNames names, CancellationToken cancellation) =>
        Member.Of(Known(reference.Access, principal), await names.OfAsync([principal], cancellation));

    private static IReadOnlyList<Member> Of(Members members, string kind) => kind == "users" ? members.Users : members.Groups;

    /// <summary>The members of a reference.</summary>
    internal sealed record Members(IReadOnlyList<Member> Users, IReadOnlyList<Member> Groups, Member? Everyone);

    /// <summary>A member, as it is served.</summary>
    internal sealed record Member(string Id, string Name, bool Read, bool Build, bool Modify, bool ModifyOtu, bool Remove)
    {
        public static Member Of(Access access, IReadOnlyDictionary<string, string> names) => new(
            Principals.UserId(access.Principal) ?? Principals.GroupId(access.Principal) ?? access.Principal,
            names.GetValueOrDefault(access.Principal, access.Principal),
            access.Rights.Contains(Right.Read),
            access.Rights.Contains(Right.Build),
            access.Rights.Contains(Right.Modify),
            access.Rights.Contains(Right.ModifyOtu),
            access.Rights.Contains(Right.Remove));
    }

    private sealed record MemberBody(string? UserId, string? GroupId, bool? Build, bool? Modify, bool? ModifyOtu, bool? Remove)
    {
        /// <summary>Those of the four that are given; those that are not spoken of stay.</summary>
        public IEnumerable<Right> Rights(IReadOnlyList<Right> now) => Given.Zip([Build, Modify, ModifyOtu, Remove]).Where(pair => pair.Second ?? now.Contains(pair.First)).Select(pair => pair.First);
    }
}
