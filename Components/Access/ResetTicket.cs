namespace Virtool.Components.Access;

/// <summary>The leave to choose a new password.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Stamp">The user's security stamp when it was given: with any other it holds no longer.</param>
/// <param name="Remember">The session that begins is to stay on this computer.</param>
/// <param name="Until">When it ends.</param>
public sealed record ResetTicket(string UserId, string Stamp, bool Remember, DateTimeOffset Until);
