namespace Virtool.Domain.Users;

/// <summary>A user that is to be made.</summary>
/// <param name="Handle">The name for signing in.</param>
/// <param name="Password">The password.</param>
/// <param name="Administrator">May do everything.</param>
/// <param name="ForceReset">Chooses a password of its own when it signs in first.</param>
public sealed record UserDraft(string Handle, string Password, bool Administrator = false, bool ForceReset = false);
