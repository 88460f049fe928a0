using FluentValidation;

namespace Virtool.Domain.Settings;

/// <summary>Checks how many hours of waiting count as one step of priority.</summary>
public sealed class AgingValidator : AbstractValidator<ServerSettings>
{
    /// <summary>For any machine.</summary>
    public AgingValidator() => RuleFor(settings => settings.AgingHours).Must(HoursRange.Has)
        .WithMessage(settings => HoursRange.Message("What counts as one step of priority is a wait of", settings.AgingHours));
}
