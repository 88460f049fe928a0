using System.Text;
using FluentValidation;

namespace Virtool.Domain.Users.Passwords;

/// <summary>Checks a password that is to be set. That it is not the one before, only who knows that one can tell.</summary>
public sealed class NewPasswordValidator : AbstractValidator<NewPassword>
{
    /// <summary>The longest password, in characters: what is longer costs time to hash and makes nothing safer.</summary>
    public const int LongestPassword = 256;

    /// <summary>The rules.</summary>
    /// <param name="minimum">The shortest password, in characters.</param>
    public NewPasswordValidator(int minimum)
    {
        RuleFor(one => one.Password).Must(password => password?.Length >= minimum).WithMessage($"A password has at least {minimum} characters.");
        RuleFor(one => one.Password).Must(password => password is null || IsPossible(password))
            .WithMessage($"A password has at most {LongestPassword} characters, and none that is broken.");
        RuleFor(one => one.Password).Must((one, password) => !string.Equals(password?.Trim(), one.Handle, StringComparison.OrdinalIgnoreCase)).When(one => one.Password?.Length >= minimum)
            .WithMessage("The user name is no password. Choose another one.");
    }

    /// <summary>Whether it can be anybody's password at all: it is not too long, and has no half of a character, which cannot be hashed.</summary>
    public static bool IsPossible(string password) => password.Length <= LongestPassword && !password.EnumerateRunes().Contains(Rune.ReplacementChar);
}
