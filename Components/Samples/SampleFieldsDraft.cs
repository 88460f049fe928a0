using Virtool.Domain.Samples;

namespace Virtool.Components.Samples;

/// <summary>What people type of a sample, for a new one and for one that is changed.</summary>
public sealed class SampleFieldsDraft
{
    /// <summary>What people call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The host it was taken from.</summary>
    public string Host { get; set; } = "";

    /// <summary>Isolate label.</summary>
    public string Isolate { get; set; } = "";

    /// <summary>Place.</summary>
    public string Locale { get; set; } = "";

    /// <summary>When the material was collected.</summary>
    public DateOnly? CollectedOn { get; set; }

    /// <summary>How the library was made.</summary>
    public LibraryType LibraryType { get; set; }

    /// <summary>As Markdown.</summary>
    public string Notes { get; set; } = "";

    /// <summary>The ids of its labels.</summary>
    public HashSet<string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of its subtractions, in turn.</summary>
    public List<string> Subtractions { get; } = [];

    /// <summary>The group that a new one is given to; empty: none is chosen.</summary>
    public string Group { get; set; } = "";

    /// <summary>Which control it is; null: none.</summary>
    public ControlKind? Control { get; set; }

    /// <summary>The virus that a positive control holds.</summary>
    public string Virus { get; set; } = "";

    /// <summary>The run of a sequencer.</summary>
    public string Run { get; set; } = "";

    /// <summary>The lane of the run.</summary>
    public string Lane { get; set; } = "";

    /// <summary>The barcode in the run.</summary>
    public string Barcode { get; set; } = "";

    /// <summary>The control that is meant; null: none.</summary>
    public SampleControl? ControlMeant => Control is { } kind ? new SampleControl(kind, kind == ControlKind.Positive ? Virus.Trim() : "") : null;

    private RunPlace? RunMeant => Run.Trim().Length + Lane.Trim().Length + Barcode.Trim().Length == 0 ? null : new RunPlace(Run.Trim(), Null(Lane), Null(Barcode));

    /// <summary>Those of a sample.</summary>
    public static SampleFieldsDraft Of(Sample sample)
    {
        var draft = new SampleFieldsDraft
        {
            Name = sample.Name,
            Host = sample.Host,
            Isolate = sample.Isolate,
            Locale = sample.Locale,
            CollectedOn = sample.CollectedOn,
            LibraryType = sample.LibraryType,
            Notes = sample.Notes,
            Control = sample.Control?.Kind,
            Virus = sample.Control?.Virus ?? "",
            Run = sample.Run?.Id ?? "",
            Lane = sample.Run?.Lane ?? "",
            Barcode = sample.Run?.Barcode ?? "",
        };
        draft.Labels.UnionWith(sample.Labels);
        draft.Subtractions.AddRange(sample.Subtractions.Select(subtraction => subtraction.Id));
        return draft;
    }

    /// <summary>What of it differs from what the sample was when it was begun: what somebody else changed meanwhile stays so.</summary>
    public SampleEdit ToEdit(Sample before)
    {
        var edit = new SampleEdit
        {
            Name = Changed(Name, before.Name),
            Host = Changed(Host, before.Host),
            Isolate = Changed(Isolate, before.Isolate),
            Locale = Changed(Locale, before.Locale),
            Notes = Changed(Notes, before.Notes),
            LibraryType = LibraryType == before.LibraryType ? null : LibraryType,
            Labels = Labels.SetEquals(before.Labels) ? null : [.. Labels],
            Subtractions = Subtractions.SequenceEqual(before.Subtractions.Select(subtraction => subtraction.Id)) ? null : [.. Subtractions],
        };
        edit = CollectedOn == before.CollectedOn ? edit : edit with { CollectedOn = CollectedOn };
        edit = ControlMeant == before.Control ? edit : edit with { Control = ControlMeant };
        return RunMeant == before.Run ? edit : edit with { Run = RunMeant };
    }

    /// <summary>A sample that is to be made of stored files.</summary>
    /// <param name="mates">The ids of the files of each mate, in the order of their lanes.</param>
    public SampleInput ToInput(IReadOnlyList<IReadOnlyList<string>> mates) => new()
    {
        Name = Name,
        Mates = mates,
        Host = Host,
        Isolate = Isolate,
        Locale = Locale,
        CollectedOn = CollectedOn,
        Notes = Notes,
        LibraryType = LibraryType,
        Labels = [.. Labels],
        Subtractions = [.. Subtractions],
        Group = Null(Group),
        Control = ControlMeant,
        Run = RunMeant,
    };

    private static string? Changed(string now, string before) => now.Trim() == before ? null : now;

    private static string? Null(string text) => text.Trim() is { Length: > 0 } given ? given : null;
}
