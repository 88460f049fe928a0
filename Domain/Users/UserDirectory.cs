using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Identity;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>The users, for administrators.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="users">The users.</param>
/// <param name="groups">Their groups.</param>
/// <param name="keys">Their API keys.</param>
/// <param name="traces">What they own and have done.</param>
/// <param name="sweep">Takes a user out of what gives it rights.</param>
/// <param name="names">Identity's form of names.</param>
public sealed class UserDirectory(
    IDocumentStore store,
    Collection<User> users,
    Collection<Group> groups,
    Collection<ApiKey> keys,
    UserTraceFinder traces,
    AccessSweep sweep,
    ILookupNormalizer names)
{
    private const string Missing = "There is no such user.";

    /// <summary>The users by name.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="find">A part of the name for signing in, of the full name or of the e-mail address; null for all.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Query<User> Search(Viewer viewer, string? find = null)
    {
        viewer.DemandAdministrator();
        var all = Query<User>.All.OrderBy(user => user.NormalizedHandle);
        return string.IsNullOrWhiteSpace(find)
            ? all
            : all.Where(new Filter.Or(
            [
                Where<User>.Contains(user => user.Handle, find.Trim()),
                Where<User>.Contains(user => user.FullName, find.Trim()),
                Where<User>.Contains(user => user.Email, find.Trim()),
            ]));
    }

    /// <summary>One user, to be watched.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Query<User> One(Viewer viewer, string id)
    {
        viewer.DemandAdministrator();
        return Query<User>.ById(id);
    }

    /// <summary>The members of a group by name.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Query<User> MembersOf(Viewer viewer, string groupId) => Search(viewer).Where(Where<User>.Has(user => user.Groups, groupId));

    /// <summary>The user with the id, or with the name for signing in.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<User> GetAsync(Viewer viewer, string idOrHandle, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return await users.GetAsync(idOrHandle, cancellation)
            ?? await users.FirstAsync(Where<User>.Is(user => user.NormalizedHandle, names.NormalizeName(idOrHandle)), cancellation)
            ?? throw new NotFoundException(Missing);
    }

    /// <summary>Changes a user: at once, in open pages and connections too.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    /// <exception cref="ValidationException">A name or the address is not good, or the name for signing in is taken.</exception>
    /// <exception cref="BadRequestException">There is no such group, or it is the viewer's own administrator flag.</exception>
    /// <exception cref="RefusedException">The viewer itself, or the last administrator, would be deactivated; or the primary group is none of the user's.</exception>
    public async Task<User> ChangeAsync(Viewer viewer, string id, UserChange change, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new UserChangeValidator().ValidateAndThrowAsync(change, cancellation);
        var (before, after) = (default(User), default(User));
        try
        {
            await store.CommitAsync(
                async token =>
                {
                    before = await users.GetAsync(id, token) ?? throw new NotFoundException(Missing);
                    RefuseOwn(viewer, before, change);
                    after = Changed(before, change, await KnownAsync(change, token));
                    return after == before ? [] : [users.ToReplace(after), .. await OtherAdministratorAsync(before, after, token)];
                },
                cancellation);
        }
        catch (DuplicateException)
        {
            throw new ValidationException([new ValidationFailure(nameof(UserChange.Handle), $"The user name {change.Handle?.Trim()} is taken. Choose another.")]);
        }

        return after == before ? before! : after! with { Revision = after.Revision + 1 };
    }

    /// <summary>Puts a user into a group, or takes it out.</summary>
    /// <inheritdoc cref="ChangeAsync" path="/exception" />
    public async Task<User> SetMemberAsync(Viewer viewer, string id, string groupId, bool isMember, CancellationToken cancellation = default)
    {
        var user = await GetAsync(viewer, id, cancellation);
        var known = (await groups.FindAsync(Where<Group>.IsIn(group => group.Id, user.Groups), cancellation)).Select(group => group.Id).Where(one => one != groupId);
        return await ChangeAsync(viewer, user.Id, new UserChange { Groups = [.. known, .. isMember ? [groupId] : Array.Empty<string>()] }, cancellation);
    }

    /// <summary>What a user owns and has done.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Task<UserTraces> TracesAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return traces.FindAsync(id, cancellation);
    }

    /// <summary>When a user signed in last; null: not known.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public Task<DateTimeOffset?> LastSignInAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        return traces.LastSignInAsync(id, cancellation);
    }

    /// <summary>Removes a user that owns nothing and has never done anything, with its API keys and what it was given rights to.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such user.</exception>
    /// <exception cref="BadRequestException">It is the viewer.</exception>
    /// <exception cref="RefusedException">It owns or has done something, or is the last administrator.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        if (viewer.UserId == id)
        {
            throw new BadRequestException("You cannot remove yourself. Ask another administrator.");
        }

        await RefuseMissedAsync(id, cancellation);
        await sweep.TakeAsync(Principals.User(id), cancellation);
        await store.CommitAsync(
            async token =>
            {
                var user = await users.GetAsync(id, token) ?? throw new NotFoundException(Missing);
                await RefuseMissedAsync(id, token);
                var own = await keys.FindAsync(Where<ApiKey>.Is(key => key.User.Id, id), token);
                return
                [
                    users.ToDelete(id, user.Revision),
                    .. own.Select(key => keys.ToDelete(key.Id)),
                    .. await OtherAdministratorAsync(user, user with { Active = false }, token),
                ];
            },
            cancellation);
    }

    private static void RefuseOwn(Viewer viewer, User user, UserChange change)
    {
        if (user.Id != viewer.UserId)
        {
            return;
        }

        if (change.Administrator is { } administrator && administrator != user.Administrator)
        {
            throw new BadRequestException("You cannot change whether you yourself are an administrator. Ask another one.");
        }

        if (change.Active == false)
        {
            throw new RefusedException("You cannot deactivate yourself. Ask another administrator.");
        }
    }

    private async Task RefuseMissedAsync(string id, CancellationToken cancellation)
    {
        if (await traces.FindAsync(id, cancellation) is { IsEmpty: false } found)
        {
            throw new RefusedException(
                $"This user {(found.Owned.Length > 0 ? $"owns {found.Owned}" : "stands in the audit trail")}, and is not removed, so that it stays known whose that is. Deactivate the user instead: who is deactivated cannot sign in.");
        }
    }

    /// <summary>The ids of the groups that a change names.</summary>
    private async Task<IReadOnlySet<string>> KnownAsync(UserChange change, CancellationToken cancellation)
    {
        var named = (change.Groups ?? []).Concat(IsGroup(change.PrimaryGroup) ? [change.PrimaryGroup!] : []).ToHashSet(StringComparer.Ordinal);
        var found = named.Count == 0 ? [] : (await groups.FindAsync(Where<Group>.IsIn(group => group.Id, named), cancellation)).Select(group => group.Id).ToHashSet(StringComparer.Ordinal);
        return named.FirstOrDefault(id => !found.Contains(id)) is { } unknown
            ? throw new BadRequestException($"There is no group with the id {unknown}. The ids of all groups stand in /api/groups.")
            : found;
    }

    private User Changed(User user, UserChange change, IReadOnlySet<string> known)
    {
        var own = change.Groups is null ? user.Groups : [.. change.Groups.Where(known.Contains).Distinct(StringComparer.Ordinal)];
        var changed = user with
        {
            Handle = change.Handle?.Trim() ?? user.Handle,
            NormalizedHandle = change.Handle is null ? user.NormalizedHandle : names.NormalizeName(change.Handle.Trim())!,
            FullName = ProfileChange.Told(change.FullName, user.FullName),
            Email = ProfileChange.Told(change.Email, user.Email),
            Administrator = change.Administrator ?? user.Administrator,
            Active = change.Active ?? user.Active,
            Groups = own.SequenceEqual(user.Groups) ? user.Groups : own,
            PrimaryGroup = Primary(user, change, own),
            ForceReset = change.ForceReset ?? user.ForceReset,
        };

        // With the stamp renewed, a session from before does not come to life again.
        return changed.Active != user.Active || change.ForceReset == true ? changed with { SecurityStamp = UserService.NewStamp() } : changed;
    }

    private static string? Primary(User user, UserChange change, IReadOnlyList<string> own)
    {
        if (change.PrimaryGroup is null)
        {
            return user.PrimaryGroup is { } kept && own.Contains(kept) ? kept : null;
        }

        if (!IsGroup(change.PrimaryGroup))
        {
            return null;
        }

        return own.Contains(change.PrimaryGroup)
            ? change.PrimaryGroup
            : throw new RefusedException("The primary group must be one of the user's own groups. Put the user into the group first.");
    }

    private static bool IsGroup(string? primary) => !string.IsNullOrEmpty(primary) && primary != UserChange.NoGroup;

    /// <summary>Who stays as an administrator where one ceases to be: held, so that two cannot cease at once.</summary>
    private async Task<IReadOnlyList<Write>> OtherAdministratorAsync(User before, User after, CancellationToken cancellation)
    {
        if (!before.Administrator || !before.Active || (after.Administrator && after.Active))
        {
            return [];
        }

        var other = await users.FirstAsync(
            new Filter.And([Where<User>.Is(user => user.Administrator, true), Where<User>.Is(user => user.Active, true), Where<User>.IsNot(user => user.Id, before.Id)]), cancellation);
        return other is null
            ? throw new RefusedException($"{before.Handle} is the last administrator who can sign in. Make somebody else an administrator first.")
            : [users.ToHold(other)];
    }
}
