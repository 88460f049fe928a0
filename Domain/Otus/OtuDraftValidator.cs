using FluentValidation;

namespace Virtool.Domain.Otus;

/// <summary>Checks a new virus.</summary>
public sealed class OtuDraftValidator : AbstractValidator<OtuDraft>
{
    /// <summary>How long a name may be, in characters.</summary>
    public const int LongestName = 300;

    /// <summary>How long an abbreviation may be, in characters.</summary>
    public const int LongestAbbreviation = 50;

    /// <summary>The rules.</summary>
    public OtuDraftValidator()
    {
        RuleFor(otu => otu.Name).Must(IsName).WithMessage($"Give the virus a name of 1 to {LongestName} characters.");
        RuleFor(otu => otu.Abbreviation).Must(IsAbbreviation).WithMessage($"An abbreviation has at most {LongestAbbreviation} characters.");
        RuleFor(otu => otu.TaxonId).Must(id => id is null or > 0).WithMessage("A taxon id is a number above 0.");
        RuleFor(otu => otu.Schema).SetValidator(new SchemaValidator());
        RuleForEach(otu => otu.Isolates).SetValidator(new IsolateDraftValidator());
    }

    /// <summary>Whether a virus can have the name.</summary>
    public static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Trim().Length <= LongestName;

    /// <summary>Whether a virus can have the abbreviation.</summary>
    public static bool IsAbbreviation(string? abbreviation) => (abbreviation?.Trim().Length ?? 0) <= LongestAbbreviation;
}
