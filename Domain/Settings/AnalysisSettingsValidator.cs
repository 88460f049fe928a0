using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks what is set of analyses.</summary>
public sealed class AnalysisSettingsValidator : AbstractValidator<AnalysisSettings>
{
    /// <summary>The rules.</summary>
    public AnalysisSettingsValidator() =>
        RuleFor(analyses => analyses.SpillOverShare).InclusiveBetween(0, 1).WithMessage("The share below which a hit looks like spill-over is from 0 to 1 (0 to 100 %).");
}
