using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks what is set of users.</summary>
public sealed class UserSettingsValidator : AbstractValidator<UserSettings>
{
    /// <summary>The longest that short passwords can be asked to be, in characters.</summary>
    public const int MostPasswordLength = 64;

    /// <summary>The rules.</summary>
    public UserSettingsValidator() =>
        RuleFor(users => users.MinimumPasswordLength).InclusiveBetween(UserSettings.LeastPasswordLength, MostPasswordLength)
            .WithMessage(users => $"A password has at least {UserSettings.LeastPasswordLength} to {MostPasswordLength} characters; you gave {users.MinimumPasswordLength}.");
}
