using FluentValidation;

namespace Virtool.Domain.Samples;

/// <summary>Checks what is to be changed of many samples.</summary>
public sealed class SampleBulkEditValidator : AbstractValidator<SampleBulkEdit>
{
    /// <summary>The rules.</summary>
    public SampleBulkEditValidator()
    {
        RuleFor(edit => edit.Set).SetValidator(new SampleEditValidator());
        RuleFor(edit => edit.Set.Name).Null().WithMessage("Samples cannot all be given one name. Name each on its own page.");
        RuleFor(edit => edit.Set.Notes).Null().WithMessage("Notes are of one sample. Write them on its own page.");
        RuleFor(edit => edit.Set.Labels).Null().WithMessage("Say which labels are added and which are removed: add_labels, remove_labels.");
        RuleFor(edit => edit.AddLabels).AreLabels();
    }
}
