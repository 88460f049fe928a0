using FluentValidation;

namespace Virtool.Domain.Analyses;

/// <summary>Checks what is to be started at once.</summary>
public sealed class AnalysisStartValidator : AbstractValidator<AnalysisStart>
{
    /// <summary>So many jobs are started at once at the most.</summary>
    public const int MostJobs = 2_000;

    /// <summary>The rules.</summary>
    public AnalysisStartValidator()
    {
        RuleFor(start => start.SampleIds).NotEmpty().WithMessage("Choose at least one sample.");
        RuleFor(start => start.ReferenceIds).NotEmpty().WithMessage("Choose at least one reference.");
        RuleFor(start => start.Workflow).Must(workflow => AnalysisService.Workflows.Contains(workflow)).WithMessage("There is no such workflow.");
        RuleFor(start => start.SampleIds)
            .Must((start, samples) => (long)samples.Distinct().Count() * start.ReferenceIds.Distinct().Count() <= MostJobs)
            .When(start => start.ReferenceIds is not null && start.SampleIds is not null)
            .WithMessage($"These would be more than {MostJobs} jobs. Choose fewer samples or references at once.");
    }
}
