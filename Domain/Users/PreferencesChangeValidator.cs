using FluentValidation;
using Virtool.Domain.Analyses;

namespace Virtool.Domain.Users;

/// <summary>Checks what is changed of somebody's preferences.</summary>
public sealed class PreferencesChangeValidator : AbstractValidator<PreferencesChange>
{
    /// <summary>The rules.</summary>
    public PreferencesChangeValidator() => RuleFor(change => change.QuickAnalyzeWorkflow)
        .Must(workflow => workflow is null or AnalysisService.Pathoscope).WithMessage($"Samples are analysed with \"{AnalysisService.Pathoscope}\".");
}
