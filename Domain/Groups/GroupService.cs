using FluentValidation;
using FluentValidation.Results;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Rights;
using Virtool.Domain.Users;
using Virtool.Domain.Watching;

namespace Virtool.Domain.Groups;

/// <summary>The groups: everybody may know them, administrators change them.</summary>
/// <param name="groups">The groups.</param>
/// <param name="users">Their members.</param>
/// <param name="folders">The watched folders, whose samples may be given to groups.</param>
/// <param name="sweep">Takes a group out of what gives it rights.</param>
/// <param name="time">The clock.</param>
public sealed class GroupService(Collection<Group> groups, Collection<User> users, Collection<WatchedFolder> folders, AccessSweep sweep, TimeProvider time)
{
    private const string Missing = "There is no such group.";

    /// <summary>The groups by name.</summary>
    /// <param name="viewer">Anybody.</param>
    /// <param name="find">A part of the name; null for all.</param>
    public Query<Group> Search(Viewer viewer, string? find = null)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var all = Query<Group>.All.OrderBy(group => group.NormalizedName);
        return string.IsNullOrWhiteSpace(find) ? all : all.Where(Where<Group>.Contains(group => group.Name, find.Trim()));
    }

    /// <summary>The group with the id, or with the name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Group> GetAsync(Viewer viewer, string idOrName, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return await groups.GetAsync(idOrName, cancellation)
            ?? (GroupRules.IsReadable(idOrName) ? await groups.FirstAsync(Where<Group>.Is(group => group.NormalizedName, GroupRules.Normalized(idOrName)), cancellation) : null)
            ?? throw new NotFoundException(Missing);
    }

    /// <summary>Makes a group.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="ValidationException">The name is not good, or taken.</exception>
    public async Task<Group> CreateAsync(Viewer viewer, GroupDraft draft, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        await new GroupDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        var group = new Group
        {
            Id = Ids.New(),
            Name = GroupRules.Tidy(draft.Name),
            NormalizedName = GroupRules.Normalized(draft.Name),
            Permissions = [.. (draft.Permissions ?? []).Distinct().Order()],
            CreatedAt = time.GetUtcNow(),
        };
        return await UnlessTakenAsync(() => groups.InsertAsync(group, cancellation));
    }

    /// <summary>Changes a group's name, and what its members may do: at once, in open pages and connections too.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such group.</exception>
    /// <exception cref="ValidationException">The name is not good, or taken.</exception>
    public async Task<Group> ChangeAsync(Viewer viewer, string id, GroupChange change, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        if (change.Name is { } name)
        {
            await new GroupDraftValidator().ValidateAndThrowAsync(new GroupDraft(name), cancellation);
        }

        return await UnlessTakenAsync(async () => await groups.UpdateAsync(id, change.ApplyTo, cancellation) ?? throw new NotFoundException(Missing));
    }

    /// <summary>
    /// Removes a group: its members are in it no more, samples and references give it no rights any more, watched folders give it no samples; the
    /// group itself goes last. What was broken off in between is done by removing it again.
    /// </summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such group.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var group = await groups.GetAsync(id, cancellation) ?? throw new NotFoundException(Missing);
        foreach (var member in await users.FindAsync(MembersOf(group.Id), cancellation))
        {
            await users.UpdateAsync(member.Id, user => Without(user, group.Id), cancellation);
        }

        foreach (var folder in await folders.FindAsync(Where<WatchedFolder>.Is(folder => folder.Rule.Group!.Id, group.Id), cancellation))
        {
            await folders.UpdateAsync(folder.Id, now => now.Rule.Group?.Id == group.Id ? now with { Rule = now.Rule with { Group = null } } : now, cancellation);
        }

        await sweep.TakeAsync(Principals.Group(group.Id), cancellation);
        await groups.DeleteAsync(group.Id, cancellation);
    }

    /// <summary>What hangs on a group.</summary>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    public async Task<GroupUse> UseAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var (samples, references) = await sweep.CountAsync(Principals.Group(id), cancellation);
        return new GroupUse(await users.CountAsync(MembersOf(id), cancellation), samples, references);
    }

    private static Filter MembersOf(string id) => Where<User>.Has(user => user.Groups, id);

    private static User Without(User user, string id) => !user.Groups.Contains(id) && user.PrimaryGroup != id
        ? user
        : user with { Groups = [.. user.Groups.Where(group => group != id)], PrimaryGroup = user.PrimaryGroup == id ? null : user.PrimaryGroup };

    private static async Task<Group> UnlessTakenAsync(Func<Task<Group>> write)
    {
        try
        {
            return await write();
        }
        catch (DuplicateException)
        {
            throw new ValidationException([new ValidationFailure(nameof(Group.Name), "There is a group of this name already, perhaps in other letters. Choose another name.")]);
        }
    }
}
