using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Audit;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;

namespace Virtool.Domain.Users;

/// <summary>Makes users; who may, its callers decide.</summary>
/// <param name="users">The users.</param>
/// <param name="store">The store, for the first one.</param>
/// <param name="hasher">Hashes passwords.</param>
/// <param name="names">Makes names comparable.</param>
/// <param name="settings">How long a password must be.</param>
/// <param name="code">The code for the first one.</param>
/// <param name="acting">Who acts.</param>
/// <param name="time">The clock.</param>
public sealed class UserMaker(
    Collection<User> users,
    IDocumentStore store,
    IPasswordHasher<Account> hasher,
    ILookupNormalizer names,
    SettingsService settings,
    FirstCode code,
    Acting acting,
    TimeProvider time)
{
    /// <summary>Makes a user.</summary>
    /// <exception cref="ValidationException">The name or the password is not good enough, or the name is taken.</exception>
    public async Task<Account> MakeAsync(UserDraft draft, CancellationToken cancellation)
    {
        var user = await PrepareAsync(draft, cancellation);
        try
        {
            return new Account(await users.InsertAsync(user, cancellation));
        }
        catch (DuplicateException)
        {
            throw new ValidationException([new ValidationFailure(nameof(UserDraft.Handle), $"The user name {user.Handle} is taken. Choose another.")]);
        }
    }

    /// <summary>Makes the first user. It and the settings are written at once: of two that do so at the same time, one finds the settings changed.</summary>
    /// <exception cref="RefusedException">There is a user already.</exception>
    /// <exception cref="BadRequestException">The code is another.</exception>
    /// <exception cref="ValidationException">The name or the password is not good enough.</exception>
    public async Task<Account> MakeFirstAsync(UserDraft draft, string givenCode, string? from, CancellationToken cancellation)
    {
        // Before it is known whether there is a user: made so by another server, that one changes the settings after they were read here.
        var hold = await settings.ToHoldAsync(cancellation);
        if (await users.CountAsync(cancellation: cancellation) > 0)
        {
            throw TooLate();
        }

        if (!code.Is(givenCode))
        {
            throw new BadRequestException("This is not the code that the server printed when it started. Look at its output, and type it again.");
        }

        var user = await PrepareAsync(draft, cancellation);
        using var itself = acting.As(new Actor(new Link(user.Id, user.Handle), From: from));
        try
        {
            await store.BatchAsync([hold, users.ToInsert(user)], cancellation);
            return new Account(user with { Revision = 1 });
        }
        catch (Exception exception) when (exception is ConflictException or DuplicateException)
        {
            throw TooLate();
        }
    }

    private static RefusedException TooLate() => new("The first administrator is there already. Sign in.");

    private async Task<User> PrepareAsync(UserDraft draft, CancellationToken cancellation)
    {
        var minimum = (await settings.GetAsync(cancellation)).Users.MinimumPasswordLength;
        await new UserDraftValidator(minimum).ValidateAndThrowAsync(draft, cancellation);
        var handle = draft.Handle.Trim();
        var user = new User
        {
            Id = Ids.New(),
            Handle = handle,
            NormalizedHandle = names.NormalizeName(handle)!,
            Administrator = draft.Administrator,
            ForceReset = draft.ForceReset,
            SecurityStamp = UserService.NewStamp(),
            CreatedAt = time.GetUtcNow(),
        };
        return user with { PasswordHash = hasher.HashPassword(new Account(user), draft.Password) };
    }
}
