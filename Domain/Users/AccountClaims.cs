using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>Puts into a session what <see cref="ViewerClaims"/> reads out of it.</summary>
/// <param name="users">Identity.</param>
/// <param name="options">Its options.</param>
/// <param name="viewers">Who a user is as one who asks.</param>
public sealed class AccountClaims(UserManager<Account> users, IOptions<IdentityOptions> options, Viewers viewers)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    /// <inheritdoc />
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(ViewerClaims.Of(await viewers.OfAsync(user.Document)));
        return identity;
    }
}
