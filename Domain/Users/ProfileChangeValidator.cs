using FluentValidation;

namespace Virtool.Domain.Users;

/// <summary>Checks what somebody changes of the own profile.</summary>
public sealed class ProfileChangeValidator : AbstractValidator<ProfileChange>
{
    /// <summary>The rules.</summary>
    public ProfileChangeValidator()
    {
        RuleFor(change => change.FullName).Must(ProfileChange.IsName).WithMessage(ProfileChange.NameRule);
        RuleFor(change => change.Email).Must(ProfileChange.IsEmail).WithMessage(ProfileChange.EmailRule);
    }
}
