namespace Virtool.Domain.Users;

/// <summary>A user that is to be made.</summary>
/// <param name="Handle">The name for signing in.</param>
/// <param name="Password">The password.</param>
public sealed record UserDraft(string Handle, string Password);
