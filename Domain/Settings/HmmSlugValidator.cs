using FluentValidation;
using Virtool.Domain.Releases;

namespace Virtool.Domain.Settings;

/// <summary>Checks which repository profiles come from.</summary>
public sealed class HmmSlugValidator : AbstractValidator<string>
{
    /// <summary>The rule.</summary>
    public HmmSlugValidator() => RuleFor(slug => slug).Must(ReleaseRules.IsSlug).OverridePropertyName("hmm_slug")
        .WithMessage("This names no repository on GitHub. Give its owner and its name, as in virtool/virtool-hmm.");
}
