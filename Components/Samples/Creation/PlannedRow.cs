using Virtool.Domain.Files;
using Virtool.Domain.Samples;

namespace Virtool.Components.Samples.Creation;

/// <summary>A row of the table in which samples are looked at, and changed, before they are made.</summary>
public sealed class PlannedRow(SampleInput input, IReadOnlyList<IReadOnlyList<StoredFile>> mates)
{
    /// <summary>What it is to be made of beside what is typed in the table.</summary>
    public SampleInput Input => input;

    /// <summary>The files of each mate, in the order of their lanes.</summary>
    public IReadOnlyList<IReadOnlyList<StoredFile>> Mates { get; private set; } = mates;

    /// <summary>The line of the sheet; null: of no sheet.</summary>
    public int? Line { get; init; }

    /// <summary>It is to be made.</summary>
    public bool IsChosen { get; set; } = true;

    /// <summary>What it will be called.</summary>
    public string Name { get; set; } = input.Name ?? "";

    /// <summary>The host; empty: as for all.</summary>
    public string Host { get; set; } = input.Host ?? "";

    /// <summary>The place; empty: as for all.</summary>
    public string Locale { get; set; } = input.Locale ?? "";

    /// <summary>What is wrong with it: sentences.</summary>
    public IReadOnlyList<string> Problems { get; set; } = [];

    /// <summary>All its files.</summary>
    public IEnumerable<StoredFile> Files => Mates.SelectMany(mate => mate);

    /// <summary>Reads of all its files.</summary>
    public long Reads => Files.Sum(file => file.ReadCount ?? 0);

    /// <summary>Exchanges the mates.</summary>
    public void Swap() => Mates = [.. Mates.Reverse()];

    /// <summary>The sample as it stands in the table.</summary>
    /// <param name="forAll">What is typed for all; null: nothing. What the row itself says goes before it.</param>
    public SampleInput ToInput(SampleFieldsDraft? forAll)
    {
        var own = input with
        {
            Name = Name,
            Host = Host,
            Locale = Locale,
            Mates = [.. Mates.Select(IReadOnlyList<string> (mate) => [.. mate.Select(file => file.Id)])],
        };
        if (forAll?.ToInput([]) is not { } shared)
        {
            return own;
        }

        return own with
        {
            Host = Or(own.Host, shared.Host),
            Isolate = Or(own.Isolate, shared.Isolate),
            Locale = Or(own.Locale, shared.Locale),
            Notes = Or(own.Notes, shared.Notes),
            CollectedOn = own.CollectedOn ?? shared.CollectedOn,
            LibraryType = shared.LibraryType == LibraryType.Normal ? own.LibraryType : shared.LibraryType,
            Labels = [.. own.Labels.Union(shared.Labels, StringComparer.Ordinal)],
            Subtractions = own.Subtractions.Count > 0 ? own.Subtractions : shared.Subtractions,
            Group = Or(own.Group, shared.Group),
            Control = own.Control ?? shared.Control,
            Run = own.Run ?? shared.Run,
        };
    }

    private static string? Or(string? one, string? other) => string.IsNullOrWhiteSpace(one) ? other : one;
}
