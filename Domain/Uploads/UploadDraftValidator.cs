using System.Text;
using FluentValidation;

namespace Virtool.Domain.Uploads;

/// <summary>Checks what is said of an upload.</summary>
public sealed class UploadDraftValidator : AbstractValidator<UploadDraft>
{
    /// <summary>Most bytes of a name in UTF-8; file systems take no more.</summary>
    public const int LongestName = 255;

    /// <summary>The rules.</summary>
    public UploadDraftValidator()
    {
        RuleFor(draft => draft.Name).NotEmpty().WithMessage("Say what the file is called.");
        RuleFor(draft => draft.Name).Must(name => !name.Contains('/', StringComparison.Ordinal) && name is not ("." or ".."))
            .WithMessage("Name the file without its folder.");
        RuleFor(draft => draft.Name).Must(name => Encoding.UTF8.GetByteCount(name) <= LongestName)
            .WithMessage($"The file's name has at most {LongestName} bytes.");
        RuleFor(draft => draft.Type).IsInEnum();
        RuleFor(draft => draft.Size).GreaterThanOrEqualTo(0).WithMessage("A file has no fewer than 0 bytes.");
    }
}
