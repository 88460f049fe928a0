using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>Rules of users that need no database.</summary>
public static class UserRules
{
    /// <summary>The user as one who asks: what any of its groups allows, it may.</summary>
    /// <param name="user">The user.</param>
    /// <param name="groups">Its groups; others are left out.</param>
    public static Viewer ToViewer(this User user, IEnumerable<Group> groups)
    {
        var own = groups.Where(group => user.Groups.Contains(group.Id)).ToList();
        return new Viewer(user.Id, user.Handle, user.Administrator, own.SelectMany(group => group.Permissions).ToHashSet()) { Groups = [.. own.Select(group => group.Id)] };
    }

    /// <summary>
    /// The user where an API key asks in its name: never an administrator, and with those of the key's permissions that the user has now. It
    /// sees what the user sees as a member of its groups.
    /// </summary>
    public static Viewer By(this Viewer user, ApiKey key) => user with
    {
        Administrator = false,
        Permissions = key.Permissions.Where(user.May).ToHashSet(),
        Key = new ViewerKey(key.Id, key.Name),
    };
}
