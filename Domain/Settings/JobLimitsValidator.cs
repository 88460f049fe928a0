using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks limits against the machine and against each other; each message names both numbers.</summary>
public sealed class JobLimitsValidator : AbstractValidator<JobLimits>
{
    /// <summary>For a machine, and with what holds where nothing is set.</summary>
    public JobLimitsValidator(Machine machine, JobLimits configured)
    {
        RuleFor(limits => limits.Proc).Must(proc => proc is null || (proc >= 1 && proc <= machine.Cores))
            .WithMessage(limits => $"All jobs together may take 1 to {machine.Cores} cores, which is what this machine has; you gave {limits.Proc}.");
        RuleFor(limits => limits.Mem).Must(mem => mem is null || (mem >= 1 && mem <= machine.Memory))
            .WithMessage(limits => $"All jobs together may take 1 to {machine.Memory} GB of memory, which is what this machine has; you gave {limits.Mem}.");
        Within("A large job", "cores", limits => limits.LgProc, limits => EffectiveLimits.Of(limits, configured, machine).Proc);
        Within("A large job", "GB of memory", limits => limits.LgMem, limits => EffectiveLimits.Of(limits, configured, machine).Mem);
        Within("A small job", "cores", limits => limits.SmProc, limits => EffectiveLimits.Of(limits, configured, machine).Proc);
        Within("A small job", "GB of memory", limits => limits.SmMem, limits => EffectiveLimits.Of(limits, configured, machine).Mem);
    }

    private void Within(string who, string unit, System.Linq.Expressions.Expression<Func<JobLimits, int?>> limit, Func<JobLimits, int> whole)
    {
        var read = limit.Compile();
        RuleFor(limit).Must((limits, value) => value is null || (value >= 1 && value <= whole(limits)))
            .WithMessage(limits => $"{who} may take 1 to {whole(limits)} {unit}, which is what all jobs together may take; you gave {read(limits)}.");
    }
}
