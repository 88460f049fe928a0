using FluentValidation;

namespace Virtool.Domain.Labels;

/// <summary>Checks a label that is to be made.</summary>
public sealed class LabelDraftValidator : AbstractValidator<LabelDraft>
{
    /// <summary>The rules.</summary>
    public LabelDraftValidator()
    {
        RuleFor(draft => draft.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage("Give the label a name.");
        RuleFor(draft => draft.Name).IsLabelName();
        RuleFor(draft => draft.Color).IsColor();
        RuleFor(draft => draft.Description).IsLabelDescription();
    }
}
