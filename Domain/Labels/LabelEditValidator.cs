using FluentValidation;

namespace Virtool.Domain.Labels;

/// <summary>Checks what is to be changed of a label.</summary>
public sealed class LabelEditValidator : AbstractValidator<LabelEdit>
{
    /// <summary>The rules.</summary>
    public LabelEditValidator()
    {
        RuleFor(edit => edit.Name).Must(name => name is null || name.Trim().Length > 0).WithMessage("Give the label a name.");
        RuleFor(edit => edit.Name).IsLabelName();
        RuleFor(edit => edit.Color).IsColor();
        RuleFor(edit => edit.Description).IsLabelDescription();
    }
}
