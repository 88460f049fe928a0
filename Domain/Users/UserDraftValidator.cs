using FluentValidation;
using Virtool.Domain.Settings;
using Virtool.Domain.Users.Passwords;

namespace Virtool.Domain.Users;

/// <summary>
/// Checks a new user's name and password. Names are of letters that cannot be mistaken for others: what looks like another name is another
/// name, and no name is a path.
/// </summary>
public sealed class UserDraftValidator : AbstractValidator<UserDraft>
{
    /// <summary>The shortest password where nobody says otherwise, in characters.</summary>
    public const int MinimumPasswordLength = UserSettings.LeastPasswordLength;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestHandle = 64;

    private static readonly string[] Reserved = ["virtool", "server"];

    /// <summary>The rules.</summary>
    /// <param name="minimumPasswordLength">The shortest password, in characters.</param>
    public UserDraftValidator(int minimumPasswordLength = MinimumPasswordLength)
    {
        RuleFor(user => user.Handle).Must(handle => Trimmed(handle).Length is >= 1 and <= LongestHandle).WithMessage($"Give a user name of 1 to {LongestHandle} characters.");
        RuleFor(user => user.Handle).Must(IsOfPlainLetters).When(user => Trimmed(user.Handle).Length > 0)
            .WithMessage("A user name has letters (a to z), digits, and . _ @ - only, and starts with a letter or a digit.");
        RuleFor(user => user.Handle).Must(handle => !Reserved.Contains(Trimmed(handle), StringComparer.OrdinalIgnoreCase))
            .WithMessage("This name is the server's own. Choose another.");
        RuleFor(user => user.Password).Custom((password, context) => new NewPasswordValidator(minimumPasswordLength)
            .Validate(new NewPassword(password, Trimmed(context.InstanceToValidate.Handle))).Errors.ForEach(context.AddFailure));
    }

    private static bool IsOfPlainLetters(string? handle) =>
        Trimmed(handle) is [var first, ..] text && char.IsAsciiLetterOrDigit(first) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '@' or '-');

    private static string Trimmed(string? handle) => (handle ?? "").Trim();
}
