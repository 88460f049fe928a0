using FluentValidation;

namespace Virtool.Domain.Users;

/// <summary>Checks what is changed of a user.</summary>
public sealed class UserChangeValidator : AbstractValidator<UserChange>
{
    /// <summary>The rules.</summary>
    public UserChangeValidator()
    {
        RuleFor(change => change.Handle).Custom((handle, context) =>
        {
            var checkedOnly = new UserDraftValidator().Validate(new UserDraft(handle!, ""), options => options.IncludeProperties(nameof(UserDraft.Handle)));
            checkedOnly.Errors.ForEach(context.AddFailure);
        }).When(change => change.Handle is not null);
        RuleFor(change => change.FullName).Must(ProfileChange.IsName).WithMessage(ProfileChange.NameRule).When(change => change.FullName is not null);
        RuleFor(change => change.Email).Must(ProfileChange.IsEmail).WithMessage(ProfileChange.EmailRule).When(change => change.Email is not null);
    }
}
