using Virtool.Domain.Rights;

namespace Virtool.Domain.Users;

/// <summary>Rules of users that need no database.</summary>
public static class UserRules
{
    private static readonly HashSet<Permission> None = [];

    /// <summary>The user as one who asks.</summary>
    public static Viewer ToViewer(this User user) => new(user.Id, user.Handle, user.Administrator, None) { Groups = user.Groups };
}
