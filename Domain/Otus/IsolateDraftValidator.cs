using FluentValidation;

namespace Virtool.Domain.Otus;

/// <summary>Checks an isolate.</summary>
public sealed class IsolateDraftValidator : AbstractValidator<IsolateDraft>
{
    /// <summary>The rules.</summary>
    public IsolateDraftValidator()
    {
        RuleFor(isolate => isolate.SourceType).MaximumLength(100).WithMessage("A source type has at most 100 characters.");
        RuleFor(isolate => isolate.SourceName).MaximumLength(200).WithMessage("An isolate's name has at most 200 characters.");
        RuleForEach(isolate => isolate.Sequences).SetValidator(new SequenceDraftValidator());
    }
}
