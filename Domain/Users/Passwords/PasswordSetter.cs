using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Users.Passwords;

/// <summary>Sets passwords by the rules; who may, its callers decide.</summary>
/// <param name="users">The users.</param>
/// <param name="hasher">Hashes passwords.</param>
/// <param name="settings">How long a password must be.</param>
/// <param name="time">The clock.</param>
public sealed class PasswordSetter(Collection<User> users, IPasswordHasher<Account> hasher, SettingsService settings, TimeProvider time)
{
    /// <summary>Throws where the password is not good enough for the user, or is the one that it has.</summary>
    /// <exception cref="ValidationException">It is not; the property is <see cref="NewPassword.Password"/>.</exception>
    public async Task CheckAsync(User user, string? password, CancellationToken cancellation)
    {
        var minimum = (await settings.GetAsync(cancellation)).Users.MinimumPasswordLength;
        await new NewPasswordValidator(minimum).ValidateAndThrowAsync(new NewPassword(password, user.Handle), cancellation);
        if (user.PasswordHash is { } hash && hasher.VerifyHashedPassword(new Account(user), hash, password!) != PasswordVerificationResult.Failed)
        {
            throw new ValidationException([new ValidationFailure(nameof(NewPassword.Password), "This is the password that you have already. Choose another one.")]);
        }
    }

    /// <summary>Sets it. All sessions of the user end, and so does a lockout.</summary>
    /// <exception cref="NotFoundException">The user is gone.</exception>
    /// <exception cref="RefusedException">Another password was set meanwhile.</exception>
    public async Task<Account> SetAsync(User user, string password, bool forceReset, CancellationToken cancellation)
    {
        var hash = hasher.HashPassword(new Account(user), password);
        var isOther = false;
        var written = await users.UpdateAsync(
            user.Id,
            now =>
            {
                isOther = now.SecurityStamp != user.SecurityStamp;
                return isOther ? now : now with
                {
                    PasswordHash = hash,
                    SecurityStamp = UserService.NewStamp(),
                    ForceReset = forceReset,
                    LastPasswordChange = time.GetUtcNow(),
                    AccessFailedCount = 0,
                    LockoutEnd = null,
                };
            },
            cancellation) ?? throw new NotFoundException("There is no such user.");
        return isOther ? throw new RefusedException("The password, or the user's rights to sign in, changed in between. Look again, and try again.") : new Account(written);
    }
}
