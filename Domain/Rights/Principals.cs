namespace Virtool.Domain.Rights;

/// <summary>The names by which rights are given: a user, a group, or everyone who is signed in.</summary>
public static class Principals
{
    /// <summary>Everyone who is signed in.</summary>
    public const string Everyone = "everyone";

    private const string GroupPrefix = "group:";
    private const string UserPrefix = "user:";

    /// <summary>One user.</summary>
    public static string User(string id) => UserPrefix + id;

    /// <summary>Every member of a group.</summary>
    public static string Group(string id) => GroupPrefix + id;

    /// <summary>The id of the user that a principal is; null for another.</summary>
    public static string? UserId(string principal) =>
        principal.StartsWith(UserPrefix, StringComparison.Ordinal) ? principal[UserPrefix.Length..] : null;

    /// <summary>The id of the group that a principal is; null for another.</summary>
    public static string? GroupId(string principal) =>
        principal.StartsWith(GroupPrefix, StringComparison.Ordinal) ? principal[GroupPrefix.Length..] : null;
}
