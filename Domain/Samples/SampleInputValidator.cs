using FluentValidation;
using Virtool.Domain.Labels;

namespace Virtool.Domain.Samples;

/// <summary>Checks a sample that somebody wants made, as far as that needs no database.</summary>
public sealed class SampleInputValidator : AbstractValidator<SampleInput>
{
    /// <summary>The rules.</summary>
    public SampleInputValidator()
    {
        RuleFor(input => input.Name).NotNull().WithMessage("Give the sample a name.");
        RuleFor(input => input.Name).IsName();
        RuleFor(input => input.Mates).Must(mates => mates.Count is 1 or 2 && mates[0].Count > 0 && mates[^1].Count == mates[0].Count)
            .OverridePropertyName("Files")
            .WithMessage("Choose the sample's reads: one file, or the two files of its mates.");
        RuleFor(input => input.Mates).Must(mates => mates.SelectMany(mate => mate).Distinct(StringComparer.Ordinal).Count() == mates.Sum(mate => mate.Count))
            .OverridePropertyName("Files")
            .WithMessage("The same file is chosen twice. Choose the file of the other mate, or one file alone.");
        RuleFor(input => input.Host).IsText("The host");
        RuleFor(input => input.Isolate).IsText("The isolate");
        RuleFor(input => input.Locale).IsText("The place");
        RuleFor(input => input.Notes).IsNotes();
        RuleFor(input => (LibraryType?)input.LibraryType).IsLibraryType();
        RuleFor(input => input.Labels).Must((input, labels) => labels.Count + input.LabelNames.Count <= SampleFields.Most)
            .WithMessage($"A sample has at most {SampleFields.Most} labels. Remove some.");
        RuleForEach(input => input.LabelNames).IsLabelName();
        RuleFor(input => input.Subtractions).AreSubtractions();
        RuleFor(input => input.CollectedOn).IsCollected();
        RuleFor(input => input.Control).IsControl();
        RuleFor(input => input.Run).IsRun();
        RuleFor(input => input.Sets).AreSets();
    }
}
