using FluentValidation;

namespace Virtool.Domain.References;

/// <summary>Checks what is to be changed of a reference.</summary>
public sealed class ReferenceEditValidator : AbstractValidator<ReferenceEdit>
{
    /// <summary>The rules.</summary>
    public ReferenceEditValidator()
    {
        RuleFor(edit => edit.Name).IsName();
        RuleFor(edit => edit.Description).IsDescription();
        RuleFor(edit => edit.Organism).IsOrganism();
        RuleFor(edit => edit.DataType).IsDataType();
        RuleFor(edit => edit.SourceTypes).AreSourceTypes();
        RuleFor(edit => edit.Targets).AreTargets();
    }
}
