using Virtool.Domain.Files;
using Virtool.Domain.Links;

namespace Virtool.Domain.Samples;

/// <summary>A sample that is to be made.</summary>
/// <param name="Name">A free name.</param>
/// <param name="User">Its owner.</param>
/// <param name="Mates">The stored files of one mate or of both, each in the order of its lanes; both mates have as many.</param>
public sealed record SampleDraft(string Name, Link User, IReadOnlyList<IReadOnlyList<StoredFile>> Mates)
{
    /// <summary>The host it was taken from.</summary>
    public string Host { get; init; } = "";

    /// <summary>Isolate label.</summary>
    public string Isolate { get; init; } = "";

    /// <summary>Place.</summary>
    public string Locale { get; init; } = "";

    /// <summary>How the library was made.</summary>
    public LibraryType LibraryType { get; init; }

    /// <summary>When its material was collected.</summary>
    public DateOnly? CollectedOn { get; init; }

    /// <summary>What is noted of it.</summary>
    public string Notes { get; init; } = "";

    /// <summary>It is a control; null: a sample as others.</summary>
    public SampleControl? Control { get; init; }

    /// <summary>Where it was sequenced; null where that is not known.</summary>
    public RunPlace? Run { get; init; }

    /// <summary>The sets that it belongs to; null: none.</summary>
    public IReadOnlyList<string>? Sets { get; init; }

    /// <summary>The folder that its files were found in (<see cref="Sample.Folder"/>); null where they were uploaded.</summary>
    public string? Folder { get; init; }

    /// <summary>The ids of its labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The group that may see it; null: none beside what the settings say.</summary>
    public Link? Group { get; init; }

    /// <summary>Those of the sample and of the analyses.</summary>
    public IReadOnlyList<Link> Subtractions { get; init; } = [];

    /// <summary>What it is analysed with by Pathoscope as soon as it is ready.</summary>
    public IReadOnlyList<Link> References { get; init; } = [];

    /// <summary>What people should know of its reads.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A sample of one file, or of two mates in their order, none of several lanes.</summary>
    public static SampleDraft Of(string name, Link user, IEnumerable<StoredFile> files) =>
        new(name, user, [.. files.Select(file => (IReadOnlyList<StoredFile>)[file])]);
}
