using FluentValidation;

namespace Virtool.Domain.Subtractions;

/// <summary>The rules of a subtraction's fields, which drafts and edits share; what is null is not looked at.</summary>
internal static class SubtractionFields
{
    private const int LongestName = 100;

    public static void IsName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || name.Trim().Length is >= 1 and <= LongestName).WithMessage($"Give the subtraction a name of 1 to {LongestName} characters.");

    public static void IsNickname<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || name.Trim().Length <= LongestName).WithMessage($"The nickname has at most {LongestName} characters.");
}
