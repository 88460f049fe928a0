namespace Virtool.Domain.Users;

/// <summary>What ASP.NET Core Identity works on: a user's document, and the changes to it that are not written yet.</summary>
/// <param name="document">The user as read.</param>
public sealed class Account(User document)
{
    /// <summary>The user with the changes.</summary>
    public User Document { get; internal set; } = document;
}
