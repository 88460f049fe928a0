using System.Security.Claims;

namespace Virtool.Domain.Rights;

/// <summary>The viewer of a session.</summary>
public static class ViewerClaims
{
    /// <summary>The claim of administrators.</summary>
    public const string AdministratorClaim = "virtool:administrator";

    /// <summary>Who is signed in, or null.</summary>
    public static Viewer? From(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true } identity || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return null;
        }

        return new Viewer(id, identity.Name ?? id, principal.HasClaim(ViewerClaims.AdministratorClaim, "true"), new HashSet<Permission>());
    }
}
