using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks the limits of one workflow against those of all jobs together; each message names both numbers.</summary>
public sealed class WorkflowLimitsValidator : AbstractValidator<WorkflowLimits>
{
    /// <summary>For a workflow's name as people read it, and the limits in force.</summary>
    public WorkflowLimitsValidator(string workflow, EffectiveLimits whole)
    {
        RuleFor(limits => limits.Proc).Must(proc => proc is null || (proc >= 1 && proc <= whole.Proc))
            .WithMessage(limits => $"A job of {workflow} may take 1 to {whole.Proc} cores, which is what all jobs together may take; you gave {limits.Proc}.");
        RuleFor(limits => limits.Mem).Must(mem => mem is null || (mem >= 1 && mem <= whole.Mem))
            .WithMessage(limits => $"A job of {workflow} may take 1 to {whole.Mem} GB of memory, which is what all jobs together may take; you gave {limits.Mem}.");
        RuleFor(limits => limits.Hours).Must(HoursRange.Has)
            .WithMessage(limits => HoursRange.Message($"A job of {workflow} may run", limits.Hours));
    }
}
