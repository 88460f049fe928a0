using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>Who asks, as the documents say now: a user with what its groups allow, or with what is left of that to an API key.</summary>
/// <param name="users">The users.</param>
/// <param name="groups">Their groups.</param>
/// <param name="keys">Their API keys.</param>
/// <param name="time">The clock, by which keys expire.</param>
/// <param name="options">Identity's options.</param>
public sealed class Viewers(Collection<User> users, Collection<Group> groups, Collection<ApiKey> keys, TimeProvider time, IOptions<IdentityOptions> options)
{
    /// <summary>The user as one who asks.</summary>
    public async Task<Viewer> OfAsync(User user, CancellationToken cancellation = default) =>
        user.ToViewer(user.Groups.Count == 0 ? [] : await groups.FindAsync(Where<Group>.IsIn(group => group.Id, user.Groups), cancellation));

    /// <summary>The user as it is now; null where there is none, or where it was deactivated.</summary>
    public async Task<Viewer?> GetAsync(string userId, CancellationToken cancellation = default) =>
        await users.GetAsync(userId, cancellation) is { Active: true } user ? await OfAsync(user, cancellation) : null;

    /// <summary>
    /// Who is behind a session now; null where nobody is, or where the session has ended: its user is gone, deactivated, or has another
    /// security stamp; or its API key is revoked or has expired.
    /// </summary>
    public async Task<Viewer?> GetAsync(ClaimsPrincipal session, CancellationToken cancellation = default)
    {
        if (ViewerClaims.UserId(session) is not { } id)
        {
            return null;
        }

        if (ViewerClaims.KeyId(session) is { } key)
        {
            return await keys.GetAsync(key, cancellation) is { } found && found.User.Id == id ? await OfAsync(found, cancellation) : null;
        }

        return await users.GetAsync(id, cancellation) is { Active: true } user && user.SecurityStamp == Stamp(session) ? await OfAsync(user, cancellation) : null;
    }

    /// <summary>An API key as one who asks; null where it has expired, or its user is gone or deactivated.</summary>
    public async Task<Viewer?> OfAsync(ApiKey key, CancellationToken cancellation = default) =>
        (key.ExpiresAt is null || key.ExpiresAt > time.GetUtcNow()) && await GetAsync(key.User.Id, cancellation) is { } user ? user.By(key) : null;

    private string? Stamp(ClaimsPrincipal session) => session.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
}
