using FluentValidation;

namespace Virtool.Domain.Subtractions;

/// <summary>Checks a subtraction that is to be made.</summary>
public sealed class SubtractionDraftValidator : AbstractValidator<SubtractionDraft>
{
    /// <summary>The rules.</summary>
    public SubtractionDraftValidator()
    {
        RuleFor(draft => draft.Name).IsName();
        RuleFor(draft => draft.Nickname).IsNickname();
        RuleFor(draft => draft.FileId).NotEmpty().WithMessage("Choose the stored FASTA file with the host's genome.");
    }
}
