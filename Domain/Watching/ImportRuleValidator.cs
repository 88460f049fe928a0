using FluentValidation;

namespace Virtool.Domain.Watching;

/// <summary>Checks what an administrator sets of the samples that are made of a folder's files.</summary>
public sealed class ImportRuleValidator : AbstractValidator<ImportRule>
{
    /// <summary>Most characters of a label.</summary>
    public const int LongestLabel = 50;

    /// <summary>Most labels.</summary>
    public const int MostLabels = 20;

    /// <summary>For any folder.</summary>
    public ImportRuleValidator()
    {
        RuleFor(rule => rule.NamePattern).Custom((pattern, context) =>
        {
            if (!string.IsNullOrWhiteSpace(pattern) && NamePattern.MistakeIn(pattern) is { } mistake)
            {
                context.AddFailure(mistake);
            }
        });
        RuleFor(rule => rule.LibraryType).IsInEnum().WithMessage("Choose how the libraries were made: normal, small RNA or amplicons.");
        RuleFor(rule => rule.Labels).Must(labels => labels.Count <= MostLabels).WithMessage($"A sample has at most {MostLabels} labels. Remove some.");
        RuleForEach(rule => rule.Labels).Must(label => !string.IsNullOrWhiteSpace(label) && label.Length <= LongestLabel)
            .WithMessage($"A label has 1 to {LongestLabel} characters. Shorten it, or remove it.");
        RuleFor(rule => rule.References).NotNull();
        RuleFor(rule => rule.Subtractions).NotNull();
    }
}
