using FluentValidation;

namespace Virtool.Domain.References;

/// <summary>Checks a reference that is to be made.</summary>
public sealed class ReferenceDraftValidator : AbstractValidator<ReferenceDraft>
{
    /// <summary>The rules.</summary>
    public ReferenceDraftValidator()
    {
        RuleFor(draft => draft.Name).IsName();
        RuleFor(draft => draft.Description).IsDescription();
        RuleFor(draft => draft.Organism).IsOrganism();
        RuleFor(draft => draft.DataType).IsDataType();
        RuleFor(draft => draft.SourceTypes).AreSourceTypes();
        RuleFor(draft => draft.Targets).AreTargets();
    }
}
