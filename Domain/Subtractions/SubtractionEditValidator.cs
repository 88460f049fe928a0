using FluentValidation;

namespace Virtool.Domain.Subtractions;

/// <summary>Checks what is to be changed of a subtraction.</summary>
public sealed class SubtractionEditValidator : AbstractValidator<SubtractionEdit>
{
    /// <summary>The rules.</summary>
    public SubtractionEditValidator()
    {
        RuleFor(edit => edit.Name).IsName();
        RuleFor(edit => edit.Nickname).IsNickname();
    }
}
