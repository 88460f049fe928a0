using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>Makes users.</summary>
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
}
