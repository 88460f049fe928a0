using FluentValidation;

namespace Virtool.Domain.Otus;

/// <summary>Checks changes of a virus.</summary>
public sealed class OtuEditValidator : AbstractValidator<OtuEdit>
{
    /// <summary>The rules.</summary>
    public OtuEditValidator()
    {
        RuleFor(edit => edit.Name).Must(name => name is null || OtuDraftValidator.IsName(name)).WithMessage($"Give the virus a name of 1 to {OtuDraftValidator.LongestName} characters.");
        RuleFor(edit => edit.Abbreviation).Must(OtuDraftValidator.IsAbbreviation).WithMessage($"An abbreviation has at most {OtuDraftValidator.LongestAbbreviation} characters.");
        RuleFor(edit => edit.Schema!).SetValidator(new SchemaValidator()).When(edit => edit.Schema is not null);
    }
}
