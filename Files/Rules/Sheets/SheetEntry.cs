using Virtool.Domain.Links;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;

namespace Virtool.Files.Rules.Sheets;

/// <summary>What a sheet says of a sample that is made now.</summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="Row">Its row.</param>
/// <param name="Subtractions">Those that it names; null where it names none.</param>
/// <param name="Warning">What people should know of the sheet; null where nothing.</param>
internal sealed record SheetEntry(string Sheet, SheetRow Row, IReadOnlyList<Link>? Subtractions, string? Warning)
{
    /// <summary>The sample as the folder's rule has it, changed by what the sheet says.</summary>
    public SampleDraft ApplyTo(SampleDraft draft) => draft with
    {
        Host = Or(Row.Host, draft.Host),
        Isolate = Or(Row.Isolate, draft.Isolate),
        Locale = Or(Row.Locale, draft.Locale),
        LibraryType = Row.LibraryType ?? draft.LibraryType,
        CollectedOn = Row.CollectedOn ?? draft.CollectedOn,
        Notes = Or(Row.Notes, draft.Notes),
        Control = Row.Control ?? draft.Control,
        Sets = Row.Sets.Count == 0 ? draft.Sets : Row.Sets,
        Subtractions = Subtractions ?? draft.Subtractions,
        Warnings = Warning is null ? draft.Warnings : [.. draft.Warnings, Warning],
    };

    /// <summary>What the names of files say, changed by what the sheet says.</summary>
    public NameParts ApplyTo(NameParts parts) => new(
        Row.Sample ?? parts.Sample, Or(Row.Host, parts.Host), Or(Row.Isolate, parts.Isolate), Or(Row.Locale, parts.Locale));

    private static string Or(string wanted, string other) => wanted.Length > 0 ? wanted : other;
}
