using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks the rights of new samples.</summary>
public sealed class NewSamplesValidator : AbstractValidator<NewSamples>
{
    /// <summary>The one rule there is.</summary>
    public NewSamplesValidator() =>
        RuleFor(samples => samples.Group).IsInEnum().WithMessage("Choose which group new samples belong to: none, one that must be chosen, or their owner's primary group.");
}
