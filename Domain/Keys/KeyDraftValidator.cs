using FluentValidation;
using Virtool.Domain.Groups;

namespace Virtool.Domain.Keys;

/// <summary>Checks an API key's name and lifetime.</summary>
public sealed class KeyDraftValidator : AbstractValidator<KeyDraft>
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 64;

    /// <summary>The rules.</summary>
    public KeyDraftValidator()
    {
        RuleFor(key => key.Name).Cascade(CascadeMode.Stop)
            .Must(name => name is not null && GroupRules.IsReadable(name)).WithMessage("The name has characters that cannot be seen. Type it anew.")
            .Must(name => name.Trim().Length is >= 1 and <= LongestName).WithMessage($"Give the key a name of 1 to {LongestName} characters, such as what uses it.");
        RuleFor(key => key.Days).Must(days => days is null || KeyDraft.Lifetimes.Contains(days.Value))
            .WithMessage($"A key is made for {string.Join(", ", KeyDraft.Lifetimes)} days, or without an end.");
    }
}
