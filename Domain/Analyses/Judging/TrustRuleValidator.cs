using FluentValidation;

namespace Virtool.Domain.Analyses.Judging;

/// <summary>Checks a version of the rule of trust.</summary>
public sealed class TrustRuleValidator : AbstractValidator<TrustRule>
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestNote = 500;

    private const int MostReads = 1_000_000_000;

    /// <summary>The rules.</summary>
    public TrustRuleValidator()
    {
        RuleFor(rule => rule.StrongCoverage).InclusiveBetween(0, 1).WithMessage("A coverage is a share from 0 to 1.");
        RuleFor(rule => rule.WeakCoverage).InclusiveBetween(0, 1).WithMessage("A coverage is a share from 0 to 1.");
        RuleFor(rule => rule.WeakCoverage).LessThanOrEqualTo(rule => rule.StrongCoverage)
            .WithMessage("The coverage below which a hit is weak cannot be larger than the one above which it is strong.");
        RuleFor(rule => rule.StrongReads).InclusiveBetween(1, MostReads).WithMessage("A strong hit has at least 1 read.");
        RuleFor(rule => rule.LeastReads).InclusiveBetween(1, MostReads).WithMessage("A hit has at least 1 read.");
        RuleFor(rule => rule.LeastReads).LessThanOrEqualTo(rule => rule.StrongReads)
            .WithMessage("The reads below which a hit is weak cannot be more than those that a strong hit needs.");
        RuleFor(rule => rule.WorthShowing).InclusiveBetween(0, 1).WithMessage("A weight is a share from 0 to 1.");
        RuleFor(rule => rule.KeptShare).InclusiveBetween(0, 1).WithMessage("This is a share from 0 to 1.");
        RuleFor(rule => rule.GoodMappedShare).InclusiveBetween(0, 1).WithMessage("This is a share from 0 to 1.");
        RuleFor(rule => rule.GoodReads).InclusiveBetween(0, int.MaxValue).WithMessage("A number of reads is 0 or more.");
        RuleFor(rule => rule.Note).MaximumLength(LongestNote).WithMessage($"A note has at most {LongestNote} characters.");
    }
}
