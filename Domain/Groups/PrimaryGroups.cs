using Virtool.Data.Collections;
using Virtool.Domain.Links;
using Virtool.Domain.Users;

namespace Virtool.Domain.Groups;

/// <summary>The groups that what users bring in belongs to.</summary>
/// <param name="users">The users.</param>
/// <param name="groups">The groups.</param>
public sealed class PrimaryGroups(Collection<User> users, Collection<Group> groups)
{
    /// <summary>The primary group of the user; null where it has none, or is no member of it any more.</summary>
    public async Task<Link?> OfAsync(string userId, CancellationToken cancellation = default) =>
        await users.GetAsync(userId, cancellation) is { PrimaryGroup: { } id } user && user.Groups.Contains(id) && await groups.GetAsync(id, cancellation) is { } group
            ? new Link(group.Id, group.Name)
            : null;
}
