using System.Globalization;
using FluentValidation;

namespace Virtool.Domain.Otus;

/// <summary>Checks a sequence.</summary>
public sealed class SequenceDraftValidator : AbstractValidator<SequenceDraft>
{
    /// <summary>How long a sequence may be, in nucleotides: a batch of the store is at most 8 MB, and holds a sequence as it is and as it was.</summary>
    public const int Longest = 3_000_000;

    /// <summary>The rules.</summary>
    public SequenceDraftValidator()
    {
        RuleFor(sequence => sequence.Accession).Must(text => !string.IsNullOrWhiteSpace(text)).WithMessage("Give the sequence an accession.")
            .MaximumLength(100).WithMessage("An accession has at most 100 characters.");
        RuleFor(sequence => sequence.Definition).MaximumLength(1_000).WithMessage("A definition has at most 1,000 characters.");
        RuleFor(sequence => sequence.Host).MaximumLength(300).WithMessage("A host has at most 300 characters.");
        RuleFor(sequence => sequence.Nucleotides).Custom((text, context) =>
        {
            var nucleotides = OtuRules.Clean(text ?? "");
            if (nucleotides.Length == 0)
            {
                context.AddFailure("Give the sequence its nucleotides.");
            }
            else if (nucleotides.Length > Longest)
            {
                context.AddFailure(string.Create(CultureInfo.InvariantCulture, $"A sequence has at most {Longest:N0} nucleotides; this one has {nucleotides.Length:N0}."));
            }
            else if (OtuRules.StrangeLetter(nucleotides) is { } place)
            {
                context.AddFailure(string.Create(
                    CultureInfo.InvariantCulture, $"\"{nucleotides[place]}\" at position {place + 1:N0} stands for no nucleotide. Letters can be {string.Join(' ', OtuRules.Letters.AsEnumerable())}."));
            }
        });
    }
}
