using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;

namespace Virtool.Domain.Users;

/// <summary>
/// ASP.NET Core Identity over our collection. Identity changes one user object in several calls before it updates it; our documents are
/// immutable, so <see cref="Account"/> carries the changes until <see cref="UpdateAsync"/>.
/// </summary>
/// <param name="users">The users.</param>
public sealed class UserStore(Collection<User> users)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>
{
    /// <inheritdoc />
    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        try
        {
            user.Document = await users.InsertAsync(user.Document, cancellationToken);
            return IdentityResult.Success;
        }
        catch (DuplicateException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().DuplicateUserName(user.Document.Handle));
        }
    }

    /// <inheritdoc />
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var written = await users.ReplaceAsync(user.Document, cancellationToken);
        if (written is null)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }

        user.Document = written;
        return IdentityResult.Success;
    }

    /// <inheritdoc />
    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        await users.DeleteAsync(user.Document.Id, cancellationToken);
        return IdentityResult.Success;
    }

    /// <inheritdoc />
    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await users.GetAsync(userId, cancellationToken) is { } user ? new Account(user) : null;

    /// <inheritdoc />
    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await users.FirstAsync(Where<User>.Is(user => user.NormalizedHandle, normalizedUserName), cancellationToken) is { } user ? new Account(user) : null;

    /// <inheritdoc />
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Document.Id);

    /// <inheritdoc />
    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Document.Handle);

    /// <inheritdoc />
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        Change(user, document => document with { Handle = userName ?? "" });

    /// <inheritdoc />
    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Document.NormalizedHandle);

    /// <inheritdoc />
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Change(user, document => document with { NormalizedHandle = normalizedName ?? "" });

    /// <inheritdoc />
    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Change(user, document => document with { PasswordHash = passwordHash });

    /// <inheritdoc />
    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Document.PasswordHash);

    /// <inheritdoc />
    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Document.PasswordHash is not null);

    /// <inheritdoc />
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        Change(user, document => document with { SecurityStamp = stamp });

    /// <inheritdoc />
    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Document.SecurityStamp);

    /// <inheritdoc />
    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Document.LockoutEnd);

    /// <inheritdoc />
    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Change(user, document => document with { LockoutEnd = lockoutEnd });

    /// <inheritdoc />
    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        await Change(user, document => document with { AccessFailedCount = document.AccessFailedCount + 1 });
        return user.Document.AccessFailedCount;
    }

    /// <inheritdoc />
    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Change(user, document => document with { AccessFailedCount = 0 });

    /// <inheritdoc />
    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Document.AccessFailedCount);

    /// <inheritdoc />
    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc />
    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private static Task Change(Account user, Func<User, User> change)
    {
        user.Document = change(user.Document);
        return Task.CompletedTask;
    }
}
