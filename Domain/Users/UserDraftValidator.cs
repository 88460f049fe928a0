using FluentValidation;

namespace Virtool.Domain.Users;

/// <summary>Checks a new user's name and password.</summary>
public sealed class UserDraftValidator : AbstractValidator<UserDraft>
{
    /// <summary>The shortest password, in characters.</summary>
    public const int MinimumPasswordLength = 8;

    /// <summary>The rules.</summary>
    public UserDraftValidator()
    {
        RuleFor(user => user.Handle).Must(handle => handle.Trim().Length is >= 1 and <= 64).WithMessage("Give a user name of 1 to 64 characters.");
        RuleFor(user => user.Handle).Matches(@"^\s*[A-Za-z0-9][A-Za-z0-9._@-]*\s*$").When(user => user.Handle.Trim().Length > 0)
            .WithMessage("A user name has letters (a to z), digits, and . _ @ - only, and starts with a letter or a digit.");
        RuleFor(user => user.Handle).Must(handle => !handle.Trim().Equals("virtool", StringComparison.OrdinalIgnoreCase) && !handle.Trim().Equals("server", StringComparison.OrdinalIgnoreCase))
            .WithMessage("This name is the server's own. Choose another.");
        RuleFor(user => user.Password).MinimumLength(MinimumPasswordLength).WithMessage($"A password has at least {MinimumPasswordLength} characters.");
    }
}
