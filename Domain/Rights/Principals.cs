namespace Virtool.Domain.Rights;

/// <summary>The names by which rights are given: a user, a group, or everyone who is signed in.</summary>
public static class Principals
{
    /// <summary>Everyone who is signed in.</summary>
    public const string Everyone = "everyone";

    /// <summary>One user.</summary>
    public static string User(string id) => "user:" + id;

    /// <summary>Every member of a group.</summary>
    public static string Group(string id) => "group:" + id;
}
