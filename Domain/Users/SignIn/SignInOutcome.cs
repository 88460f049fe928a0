namespace Virtool.Domain.Users.SignIn;

/// <summary>What came of a name and a password.</summary>
/// <param name="Account">Who it is; null: nobody is let in, and nobody is told why.</param>
public sealed record SignInOutcome(Account? Account)
{
    /// <summary>A new password must be chosen before the session begins.</summary>
    public bool MustReset => Account?.Document.ForceReset == true;
}
