using FluentValidation;

namespace Virtool.Domain.Samples;

/// <summary>Checks what is to be changed of a sample.</summary>
public sealed class SampleEditValidator : AbstractValidator<SampleEdit>
{
    /// <summary>The rules.</summary>
    public SampleEditValidator()
    {
        RuleFor(edit => edit.Name).IsName();
        RuleFor(edit => edit.Host).IsText("The host");
        RuleFor(edit => edit.Isolate).IsText("The isolate");
        RuleFor(edit => edit.Locale).IsText("The place");
        RuleFor(edit => edit.Notes).IsNotes();
        RuleFor(edit => edit.LibraryType).IsLibraryType();
        RuleFor(edit => edit.Labels).AreLabels();
        RuleFor(edit => edit.Subtractions).AreSubtractions();
        RuleFor(edit => edit.CollectedOn).IsCollected();
        RuleFor(edit => edit.Control).IsControl();
        RuleFor(edit => edit.Run).IsRun();
        RuleFor(edit => edit.Sets).AreSets();
    }
}
