using Microsoft.AspNetCore.Identity;

namespace Virtool.Domain.Users;

/// <summary>Tells Identity that who was deactivated may not sign in.</summary>
public sealed class ActiveAccounts : IUserConfirmation<Account>
{
    /// <inheritdoc />
    public Task<bool> IsConfirmedAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.Document.Active);
}
