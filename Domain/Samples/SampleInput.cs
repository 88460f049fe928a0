namespace Virtool.Domain.Samples;

/// <summary>A sample that somebody wants made of stored files.</summary>
public sealed record SampleInput
{
    /// <summary>What people will call it.</summary>
    public string? Name { get; init; }

    /// <summary>The ids of its stored files: of one mate or of both, each in the order of its lanes; both mates have as many.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Mates { get; init; } = [];

    /// <summary>The host it was taken from.</summary>
    public string? Host { get; init; }

    /// <summary>Isolate label.</summary>
    public string? Isolate { get; init; }

    /// <summary>Place.</summary>
    public string? Locale { get; init; }

    /// <summary>When its material was collected.</summary>
    public DateOnly? CollectedOn { get; init; }

    /// <summary>What is noted of it, as Markdown.</summary>
    public string? Notes { get; init; }

    /// <summary>How the library was made.</summary>
    public LibraryType LibraryType { get; init; }

    /// <summary>The ids of its labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The names of further labels; those that are not there are made.</summary>
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>The ids of its subtractions, in turn.</summary>
    public IReadOnlyList<string> Subtractions { get; init; } = [];

    /// <summary>The id of the group that it is given to; null or empty: none is chosen.</summary>
    public string? Group { get; init; }

    /// <summary>Which control it is; null: none.</summary>
    public SampleControl? Control { get; init; }

    /// <summary>Where it was sequenced; null where that is not known.</summary>
    public RunPlace? Run { get; init; }

    /// <summary>The sets that it belongs to; null: none.</summary>
    public IReadOnlyList<string>? Sets { get; init; }

    /// <summary>A sample of one file, or of two mates in their order.</summary>
    public static SampleInput Of(string? name, params IEnumerable<string> files) => new() { Name = name, Mates = [.. files.Select(file => (IReadOnlyList<string>)[file])] };
}
