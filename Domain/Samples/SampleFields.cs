using FluentValidation;

namespace Virtool.Domain.Samples;

/// <summary>The rules of a sample's fields, for all that sets them; null is left to who sets it.</summary>
internal static class SampleFields
{
    /// <summary>Most characters of what a sequencer names.</summary>
    public const int LongestPlace = 100;

    /// <summary>Most labels, and most sets.</summary>
    public const int Most = Watching.ImportRuleValidator.MostLabels;

    private const int MostSubtractions = 20;

    public static void IsName<T>(this IRuleBuilder<T, string?> rule)
    {
        rule.Must(name => name is null || name.Trim().Length > 0).WithMessage("Give the sample a name.");
        rule.Must(name => name is null || name.Trim().Length <= SampleRules.LongestText).WithMessage($"A sample's name has at most {SampleRules.LongestText} characters. Shorten it.");
        rule.Must(name => name is null || !name.Any(char.IsControl)).WithMessage("The name has characters that cannot be seen. Type it anew.");
    }

    public static void IsText<T>(this IRuleBuilder<T, string?> rule, string what) => rule
        .Must(text => text is null || (text.Trim().Length <= SampleRules.LongestText && !text.Any(char.IsControl)))
        .WithMessage($"{what} is one line of at most {SampleRules.LongestText} characters. Put what is longer into the notes.");

    public static void IsNotes<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(notes => notes is null || notes.Length <= SampleRules.LongestNotes)
        .WithMessage(System.FormattableString.Invariant($"Notes have at most {SampleRules.LongestNotes:N0} characters. Shorten them."));

    public static void IsLibraryType<T>(this IRuleBuilder<T, LibraryType?> rule) => rule
        .Must(type => type is null || Enum.IsDefined(type.Value))
        .WithMessage("Choose how the library was made: normal, small RNA or amplicons.");

    public static void AreLabels<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(labels => labels is null || labels.Count <= Most)
        .WithMessage($"A sample has at most {Most} labels. Remove some.");

    public static void AreSubtractions<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(subtractions => subtractions is null || subtractions.Count <= MostSubtractions)
        .WithMessage($"A sample has at most {MostSubtractions} subtractions. Remove some.");

    public static void IsCollected<T>(this IRuleBuilder<T, DateOnly?> rule) => rule
        .Must(date => date is null || date.Value.Year is >= 1900 and < 2200)
        .WithMessage("This is no day on which material can have been collected. Give it as year, month and day, as 2026-05-31.");

    public static void IsControl<T>(this IRuleBuilder<T, SampleControl?> rule)
    {
        rule.Must(control => control is null || Enum.IsDefined(control.Kind)).WithMessage("A control is positive or negative.");
        rule.Must(control => control is not { Kind: ControlKind.Positive } || !string.IsNullOrWhiteSpace(control.Virus))
            .WithMessage("Say which virus the positive control holds: it is looked for in its results.");
        rule.Must(control => control is null || (control.Virus ?? "").Length <= SampleRules.LongestText)
            .WithMessage($"The name of the virus has at most {SampleRules.LongestText} characters. Shorten it.");
    }

    public static void IsRun<T>(this IRuleBuilder<T, RunPlace?> rule)
    {
        rule.Must(run => run is null || !string.IsNullOrWhiteSpace(run.Id)).WithMessage("Give the name of the run, or leave run, lane and barcode all empty.");
        rule.Must(run => run is null || new[] { run.Id, run.Lane, run.Barcode }.All(text => (text ?? "").Length <= LongestPlace))
            .WithMessage($"Run, lane and barcode have at most {LongestPlace} characters each. Shorten them.");
    }

    public static void AreSets<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(sets => sets is null || (sets.Count <= Most && sets.All(set => !string.IsNullOrWhiteSpace(set) && set.Length <= LongestPlace)))
        .WithMessage($"A sample is in at most {Most} sets, each with a name of 1 to {LongestPlace} characters.");

    /// <summary>Without what is around texts, and null in the place of what is empty.</summary>
    public static RunPlace? Tidy(RunPlace? run) => run is null ? null : new RunPlace(run.Id.Trim(), Tidy(run.Lane), Tidy(run.Barcode));

    /// <summary>Without what is around texts; a negative control expects no virus.</summary>
    public static SampleControl? Tidy(SampleControl? control) =>
        control is null ? null : control with { Virus = control.Kind == ControlKind.Positive ? (control.Virus ?? "").Trim() : "" };

    /// <summary>Each once, without what is around them; null where there are none.</summary>
    public static IReadOnlyList<string>? Tidy(IReadOnlyList<string>? sets)
    {
        string[] tidy = [.. (sets ?? []).Select(set => set.Trim()).Distinct(StringComparer.Ordinal)];
        return tidy.Length == 0 ? null : tidy;
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
