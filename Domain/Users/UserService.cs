using System.Security.Cryptography;
using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Domain.Rights;
using Virtool.Domain.Users.Passwords;

namespace Virtool.Domain.Users;

/// <summary>Makes users, sets their passwords, and ends their sessions.</summary>
/// <param name="users">The users.</param>
/// <param name="makers">Makes users.</param>
/// <param name="passwords">Sets passwords.</param>
/// <param name="attempts">Tries passwords.</param>
public sealed class UserService(Collection<User> users, UserMaker makers, PasswordSetter passwords, PasswordAttempts attempts)
{
    /// <summary>Whether there is a user at all.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation = default) => await users.CountAsync(cancellation: cancellation) > 0;

    /// <summary>Makes the first administrator; of two at once, one.</summary>
    /// <param name="handle">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="givenCode">What is given as the code that the server printed.</param>
    /// <param name="from">The address that it comes from, for the audit trail.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RefusedException">There is a user already.</exception>
    /// <exception cref="BadRequestException">The code is not the one the server printed.</exception>
    /// <exception cref="ValidationException">The name or the password is not good enough.</exception>
    public Task<Account> CreateFirstAsync(string handle, string password, string givenCode, string? from = null, CancellationToken cancellation = default) =>
        makers.MakeFirstAsync(new UserDraft(handle, password, Administrator: true), givenCode, from, cancellation);

    /// <summary>Makes a user that keeps the password.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The name or the password is not good enough, or the name is taken.</exception>
    public Task<Account> CreateAsync(Viewer viewer, string handle, string password, bool administrator, CancellationToken cancellation = default) =>
        CreateAsync(viewer, handle, password, administrator, forceReset: false, cancellation);

    /// <summary>Makes a user.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="handle">The name for signing in.</param>
    /// <param name="password">The password.</param>
    /// <param name="administrator">May do everything.</param>
    /// <param name="forceReset">Chooses a password of its own when it signs in first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The name or the password is not good enough, or the name is taken.</exception>
    public Task<Account> CreateAsync(Viewer viewer, string handle, string password, bool administrator, bool forceReset, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return makers.MakeAsync(new UserDraft(handle, password, administrator, forceReset), cancellation);
    }

    /// <summary>Changes the viewer's own password. All its sessions end but the one that is begun anew with what is returned.</summary>
    /// <exception cref="NotPermittedException">It is an API key that asks.</exception>
    /// <exception cref="BadRequestException">The old password is wrong.</exception>
    /// <exception cref="RefusedException">No password is taken at the moment, after too many wrong ones.</exception>
    /// <exception cref="ValidationException">The new password is not good enough, or is the old one.</exception>
    public async Task<Account> ChangePasswordAsync(Viewer viewer, string oldPassword, string newPassword, CancellationToken cancellation = default)
    {
        DemandPerson(viewer);
        var user = await GetAsync(viewer.UserId, cancellation);
        var check = await attempts.TryAsync(user, oldPassword, cancellation);
        if (check != PasswordCheck.Right)
        {
            throw check == PasswordCheck.Locked
                ? new RefusedException("Too many wrong passwords: none is taken for five minutes. Wait, and try again.")
                : new BadRequestException("The old password is wrong. Type it again.");
        }

        // Only now, since it tells who has the session, and no more, whether a password is the one before.
        await passwords.CheckAsync(user, newPassword, cancellation);
        return await passwords.SetAsync(user, newPassword, forceReset: false, cancellation);
    }

    /// <summary>Sets another user's password, or one's own, and ends its sessions; a lockout ends too.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="id">The user.</param>
    /// <param name="newPassword">The password.</param>
    /// <param name="forceReset">It chooses another one when it signs in.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    /// <exception cref="ValidationException">The password is not good enough.</exception>
    public async Task<Account> SetPasswordAsync(Viewer viewer, string id, string newPassword, bool forceReset, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var user = await GetAsync(id, cancellation);
        await passwords.CheckAsync(user with { PasswordHash = null }, newPassword, cancellation);
        return await passwords.SetAsync(user, newPassword, forceReset, cancellation);
    }

    /// <summary>Says whether a user must choose a new password when it signs in next; where it must, its sessions end.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    public async Task<User> ForceResetAsync(Viewer viewer, string id, bool forceReset, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return Found(await users.UpdateAsync(
            id,
            user => user.ForceReset == forceReset ? user : user with { ForceReset = forceReset, SecurityStamp = forceReset ? NewStamp() : user.SecurityStamp },
            cancellation));
    }

    /// <summary>Sets the password that a user had to choose, of which the right password before and its security stamp are the leave.</summary>
    /// <param name="id">The user.</param>
    /// <param name="stamp">The security stamp when the password before was given.</param>
    /// <param name="newPassword">The password.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="RefusedException">The leave holds no longer: the user was deactivated, or has chosen meanwhile.</exception>
    /// <exception cref="ValidationException">The password is not good enough, or is the one before.</exception>
    public async Task<Account> ResetAsync(string id, string stamp, string newPassword, CancellationToken cancellation = default)
    {
        if (await users.GetAsync(id, cancellation) is not { Active: true, ForceReset: true } user || user.SecurityStamp != stamp)
        {
            throw new RefusedException("The password cannot be chosen any more: too much time has passed, or it was chosen already. Sign in again.");
        }

        await passwords.CheckAsync(user, newPassword, cancellation);
        return await passwords.SetAsync(user, newPassword, forceReset: false, cancellation);
    }

    /// <summary>Ends all sessions of a user, open pages and the hub's connections too; one can be begun anew with what is returned. API keys stay.</summary>
    /// <param name="viewer">The user itself, or an administrator.</param>
    /// <param name="id">The user.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotPermittedException">The viewer is neither, or an API key.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    public async Task<Account> SignOutEverywhereAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        DemandPerson(viewer);
        if (viewer.UserId != id)
        {
            viewer.DemandAdministrator();
        }

        return new Account(Found(await users.UpdateAsync(id, user => user with { SecurityStamp = NewStamp() }, cancellation)));
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

    /// <summary>A security stamp that no session has.</summary>
    internal static string NewStamp() => RandomNumberGenerator.GetHexString(32);

    // With the stamp renewed, a session from before it was deactivated does not come to life again.
    private async Task<User> SetActiveAsync(Viewer viewer, string id, bool active, CancellationToken cancellation)
    {
        viewer.DemandAdministrator();
        return Found(await users.UpdateAsync(
            id,
            user => user.Active == active ? user : user with { Active = active, SecurityStamp = NewStamp() },
            cancellation));
    }

    private async Task<User> GetAsync(string id, CancellationToken cancellation) => Found(await users.GetAsync(id, cancellation));

    private static User Found(User? user) => user ?? throw new NotFoundException("There is no such user.");

    private static void DemandPerson(Viewer viewer)
    {
        if (viewer.Key is not null)
        {
            throw new NotPermittedException("An API key cannot do this. Sign in with the password.");
        }
    }
}
