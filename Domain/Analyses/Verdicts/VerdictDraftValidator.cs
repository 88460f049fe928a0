using FluentValidation;

namespace Virtool.Domain.Analyses.Verdicts;

/// <summary>Checks a verdict that is to be given.</summary>
public sealed class VerdictDraftValidator : AbstractValidator<VerdictDraft>
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestNote = 1_000;

    /// <summary>The rules.</summary>
    public VerdictDraftValidator()
    {
        RuleFor(draft => draft.OtuId).NotEmpty().WithMessage("Say of which virus.");
        RuleFor(draft => draft.Value).NotNull().IsInEnum().WithMessage("A verdict is confirmed, rejected or inconclusive.");
        RuleFor(draft => draft.Note).MaximumLength(LongestNote).WithMessage($"A note has at most {LongestNote} characters.");
    }
}
