namespace Virtool.Domain.Users.Passwords;

/// <summary>What came of a password that was tried.</summary>
public enum PasswordCheck
{
    /// <summary>It is the user's.</summary>
    Right,

    /// <summary>It is not, or there is no such user.</summary>
    Wrong,

    /// <summary>None is taken at the moment, after too many wrong ones.</summary>
    Locked,
}
