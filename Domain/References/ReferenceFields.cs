using FluentValidation;

namespace Virtool.Domain.References;

/// <summary>The rules of a reference's fields, which drafts and edits share; what is null is not looked at.</summary>
internal static class ReferenceFields
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 100;

    private const int LongestText = 2_000;
    private const int MostSourceTypes = 100;
    private const int MostTargets = 100;

    public static void IsName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || name.Trim().Length is >= 1 and <= LongestName).WithMessage($"Give the reference a name of 1 to {LongestName} characters.");

    public static void IsDescription<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || text.Length <= LongestText).WithMessage(FormattableString.Invariant($"The description has at most {LongestText:N0} characters."));

    public static void IsOrganism<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || text.Trim().Length <= LongestName).WithMessage($"The organism has at most {LongestName} characters.");

    public static void IsDataType<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(type => type is null || ReferenceRules.DataTypes.Contains(type)).WithMessage($"The data type is {string.Join(" or ", ReferenceRules.DataTypes)}.");

    public static void AreSourceTypes<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(types => types is null || (types.Count <= MostSourceTypes && types.All(type => type?.Trim().Length is >= 1 and <= LongestName)))
        .WithMessage($"There are at most {MostSourceTypes} source types, each of 1 to {LongestName} characters.");

    public static void AreTargets<T>(this IRuleBuilder<T, IReadOnlyList<Target>?> rule) => rule
        .Must(targets => targets is null || (targets.Count <= MostTargets && targets.All(target => target is { Name: not null, Description: not null } && target.Name.Trim().Length is >= 1 and <= LongestName)))
        .WithMessage($"There are at most {MostTargets} targets, each with a name of 1 to {LongestName} characters.")
        .Must(targets => targets is null || targets.DistinctBy(target => target?.Name?.Trim(), StringComparer.Ordinal).Count() == targets.Count)
        .WithMessage("Two targets have the same name. Name each of them differently.")
        .Must(targets => targets is null || targets.All(target => target?.Length is null or > 0 && target?.Description?.Length is null or <= LongestText))
        .WithMessage(FormattableString.Invariant($"A target's length is above 0, and its description has at most {LongestText:N0} characters."));

    /// <summary>In lower case, each once.</summary>
    public static IReadOnlyList<string> Tidy(IEnumerable<string> types) => [.. types.Select(type => type.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    /// <summary>Without blanks around names.</summary>
    public static IReadOnlyList<Target> Tidy(IEnumerable<Target> targets) => [.. targets.Select(target => target with { Name = target.Name.Trim(), Description = target.Description.Trim() })];
}
