namespace Virtool.Domain.Users.Passwords;

/// <summary>A password that is to be set.</summary>
/// <param name="Password">The password.</param>
/// <param name="Handle">Whose it is to be.</param>
public sealed record NewPassword(string? Password, string Handle);
