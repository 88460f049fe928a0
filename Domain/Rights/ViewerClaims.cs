using System.Security.Claims;
using Virtool.Data.Documents;

namespace Virtool.Domain.Rights;

/// <summary>The viewer of a session. What is written into its claims is read out of them as the same viewer.</summary>
public static class ViewerClaims
{
    /// <summary>The claim of administrators.</summary>
    public const string AdministratorClaim = "virtool:administrator";

    private const string KeyClaim = "virtool:key";
    private const string KeyNameClaim = "virtool:key-name";
    private const string GroupClaim = "virtool:group";
    private const string PermissionClaim = "virtool:permission";
    private const string True = "true";

    /// <summary>The id of who is signed in, or null.</summary>
    public static string? UserId(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true } ? principal.FindFirstValue(ClaimTypes.NameIdentifier) : null;

    /// <summary>The id of the API key by which a session asks; null: by a person.</summary>
    public static string? KeyId(ClaimsPrincipal principal) => principal.FindFirstValue(KeyClaim);

    /// <summary>Who is signed in, or null.</summary>
    public static Viewer? From(ClaimsPrincipal principal) => UserId(principal) is { } id
        ? new Viewer(
            id,
            principal.Identity!.Name ?? id,
            principal.HasClaim(AdministratorClaim, True),
            Enum.GetValues<Permission>().Where(permission => principal.HasClaim(PermissionClaim, Json.Word(permission))).ToHashSet())
        {
            Groups = [.. principal.FindAll(GroupClaim).Select(claim => claim.Value)],
            Key = KeyId(principal) is { } key ? new ViewerKey(key, principal.FindFirstValue(KeyNameClaim) ?? key) : null,
        }
        : null;

    /// <summary>What a session says of the viewer, beside the id and the name.</summary>
    public static IEnumerable<Claim> Of(Viewer viewer) =>
    [
        .. viewer.Administrator ? [new Claim(AdministratorClaim, True)] : Array.Empty<Claim>(),
        .. viewer.Key is { } key ? [new Claim(KeyClaim, key.Id), new Claim(KeyNameClaim, key.Name)] : Array.Empty<Claim>(),
        .. viewer.Groups.Select(group => new Claim(GroupClaim, group)),
        .. viewer.Permissions.Select(permission => new Claim(PermissionClaim, Json.Word(permission))),
    ];

    /// <summary>The session, of the same user, with what is true of it now.</summary>
    public static ClaimsPrincipal Renewed(ClaimsPrincipal session, Viewer now)
    {
        var former = (ClaimsIdentity)session.Identity!;
        var kept = former.Claims.Where(claim =>
            claim.Type != former.NameClaimType && claim.Type is not (AdministratorClaim or KeyClaim or KeyNameClaim or GroupClaim or PermissionClaim));
        return new ClaimsPrincipal(new ClaimsIdentity(
            [.. kept, new Claim(former.NameClaimType, now.Handle), .. Of(now)], former.AuthenticationType, former.NameClaimType, former.RoleClaimType));
    }
}
