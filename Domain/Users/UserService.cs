using System.Security.Cryptography;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>Makes users, and lets them in or not.</summary>
/// <param name="users">The users.</param>
/// <param name="identity">Identity, for passwords.</param>
/// <param name="code">The code for the first one.</param>
/// <param name="time">The clock.</param>
public sealed class UserService(Collection<User> users, UserManager<Account> identity, FirstCode code, TimeProvider time)
{
    /// <summary>Whether there is a user at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation = default) => await users.CountAsync(cancellation: cancellation) > 0;

    /// <summary>Makes the first administrator.</summary>
    /// <exception cref="RefusedException">There is a user already, or the code is not the one the server printed.</exception>
    /// <exception cref="ValidationException">The name or the password is not good enough.</exception>
    public async Task<Account> CreateFirstAsync(string handle, string password, string givenCode, CancellationToken cancellation = default)
    {
        if (await AnyAsync(cancellation))
        {
            throw new RefusedException("The first administrator is there already. Sign in.");
        }

        if (!code.Is(givenCode))
        {
            throw new RefusedException("This is not the code that the server printed when it started. Look at its output, and type it again.");
        }

        return await CreateAsync(Viewer.Server, handle, password, administrator: true, cancellation);
    }

    /// <summary>Makes a user.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The name or the password is not good enough, or the name is taken.</exception>
    public async Task<Account> CreateAsync(Viewer viewer, string handle, string password, bool administrator, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new UserDraftValidator().ValidateAndThrowAsync(new UserDraft(handle, password), cancellation);
        handle = handle.Trim();
        var account = new Account(new User
        {
            Id = Ids.New(),
            Handle = handle,
            NormalizedHandle = identity.NormalizeName(handle)!,
            Administrator = administrator,
            CreatedAt = time.GetUtcNow(),
        });
        var result = await identity.CreateAsync(account, password);
        return result.Succeeded
            ? account
            : throw new ValidationException(result.Errors.Select(error => new ValidationFailure(nameof(UserDraft.Handle), error.Description)));
    }

    /// <summary>Ends all sessions of a user, open pages too, and lets it sign in no more. What it owns stays.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    /// <exception cref="RefusedException">It is the viewer.</exception>
    public Task<User> DeactivateAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        viewer.UserId == id
            ? throw new RefusedException("You cannot deactivate yourself. Ask another administrator.")
            : SetActiveAsync(viewer, id, active: false, cancellation);

    /// <summary>Lets a user sign in again.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    public Task<User> ReactivateAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        SetActiveAsync(viewer, id, active: true, cancellation);

    // With the stamp renewed, a session from before it was deactivated does not come to life again.
    private async Task<User> SetActiveAsync(Viewer viewer, string id, bool active, CancellationToken cancellation)
    {
        viewer.DemandAdministrator();
        return await users.UpdateAsync(
            id,
            user => user.Active == active ? user : user with { Active = active, SecurityStamp = NewStamp() },
            cancellation) ?? throw new NotFoundException("There is no such user.");
    }

    private static string NewStamp() => RandomNumberGenerator.GetHexString(32);
}
