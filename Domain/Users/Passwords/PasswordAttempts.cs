using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Virtool.Data.Collections;
using Virtool.Domain.Audit;

namespace Virtool.Domain.Users.Passwords;

/// <summary>
/// Tries passwords: five wrong ones, and none is taken for five minutes (Identity's lockout). Each is counted before it is looked at, so that
/// a hundred at once are no more than five either. Whatever comes of it, it takes the time of one hash.
/// </summary>
/// <param name="users">The users.</param>
/// <param name="hasher">Hashes passwords.</param>
/// <param name="nobody">For who is not there.</param>
/// <param name="options">How many, and how long.</param>
/// <param name="acting">Counting is the server's own deed.</param>
/// <param name="time">The clock.</param>
public sealed class PasswordAttempts(
    Collection<User> users, IPasswordHasher<Account> hasher, NobodysPassword nobody, IOptions<IdentityOptions> options, Acting acting, TimeProvider time)
{
    /// <summary>Tries one.</summary>
    /// <param name="user">Whose it is; null: there is no such user.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<PasswordCheck> TryAsync(User? user, string password, CancellationToken cancellation)
    {
        using var byItself = acting.As(null);
        var counted = user is null ? null : await CountAsync(user.Id, cancellation);
        var isPossible = NewPasswordValidator.IsPossible(password);
        if (counted?.PasswordHash is not { } hash || !isPossible)
        {
            hasher.VerifyHashedPassword(null!, nobody.Hash, isPossible ? password : "");
            return user is not null && counted is null ? PasswordCheck.Locked : PasswordCheck.Wrong;
        }

        var verified = hasher.VerifyHashedPassword(new Account(counted), hash, password);
        if (verified == PasswordVerificationResult.Failed)
        {
            return PasswordCheck.Wrong;
        }

        await ForgetAsync(counted.Id, verified == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(new Account(counted), password) : null, hash, cancellation);
        return PasswordCheck.Right;
    }

    /// <summary>The user with this attempt counted; null where none is taken, or where the user is gone.</summary>
    private async Task<User?> CountAsync(string id, CancellationToken cancellation)
    {
        var lockout = options.Value.Lockout;
        return await users.UpdateAsync(
            id,
            user =>
            {
                var now = time.GetUtcNow();
                if (user.LockoutEnd > now)
                {
                    return null;
                }

                return user.AccessFailedCount + 1 < lockout.MaxFailedAccessAttempts
                    ? user with { AccessFailedCount = user.AccessFailedCount + 1 }
                    : user with { AccessFailedCount = 0, LockoutEnd = now + lockout.DefaultLockoutTimeSpan };
            },
            cancellation);
    }

    private Task<User?> ForgetAsync(string id, string? rehashed, string hash, CancellationToken cancellation) => users.UpdateAsync(
        id,
        user => user with { AccessFailedCount = 0, LockoutEnd = null, PasswordHash = rehashed is not null && user.PasswordHash == hash ? rehashed : user.PasswordHash },
        cancellation);
}
