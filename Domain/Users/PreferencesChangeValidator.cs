using FluentValidation;
using Virtool.Domain.Analyses;

namespace Virtool.Domain.Users;

/// <summary>Checks what is changed of somebody's preferences.</summary>
public sealed class PreferencesChangeValidator : AbstractValidator<PreferencesChange>
{
    /// <summary>The rules.</summary>
    public PreferencesChangeValidator() => RuleFor(change => change.QuickAnalyzeWorkflow)
        .Must(workflow => workflow is null || AnalysisService.Workflows.Contains(workflow)).WithMessage("There is no such workflow. There are pathoscope and nuvs.");
}
