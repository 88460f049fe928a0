using FluentValidation;

namespace Virtool.Domain.Labels;

/// <summary>The rules of a label's fields, for all that sets them; null is left to who sets it.</summary>
internal static class LabelFields
{
    public static void IsLabelName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || (name.Trim().Length <= LabelRules.LongestName && !name.Any(character => char.IsControl(character) || character is ';' or '|' or ',')))
        .WithMessage($"A label has at most {LabelRules.LongestName} characters, and no comma, semicolon or bar: these stand between labels in sheets. Shorten it, or write it otherwise.");

    public static void IsColor<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(color => color is null || LabelRules.IsColor(color))
        .WithMessage("Give the colour as # and six digits of 0-9 and a-f, as #3b82f6.");

    public static void IsLabelDescription<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || text.Trim().Length <= LabelRules.LongestDescription)
        .WithMessage($"The description has at most {LabelRules.LongestDescription} characters. Shorten it.");
}
