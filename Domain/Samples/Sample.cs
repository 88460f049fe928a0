using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>One sequenced library.</summary>
public sealed record Sample : Document, IProtected
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its owner.</summary>
    public required Link User { get; init; }

    /// <summary>The host it was taken from; free text.</summary>
    public string Host { get; init; } = "";

    /// <summary>Isolate label; free text.</summary>
    public string Isolate { get; init; } = "";

    /// <summary>Place; free text.</summary>
    public string Locale { get; init; } = "";

    /// <summary>When the material was collected.</summary>
    public DateOnly? CollectedOn { get; init; }

    /// <summary>What people noted, as Markdown; at most <see cref="SampleRules.LongestNotes"/> characters.</summary>
    public string Notes { get; init; } = "";

    /// <summary>How the library was made.</summary>
    public LibraryType LibraryType { get; init; }

    /// <summary>The ids of its labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>It is a control of its run; null: a sample as others.</summary>
    public SampleControl? Control { get; init; }

    /// <summary>Where in which run of a sequencer it was read; null where that is not known.</summary>
    public RunPlace? Run { get; init; }

    /// <summary>The sets that it belongs to; null: none.</summary>
    public IReadOnlyList<string>? Sets { get; init; }

    /// <summary>The folder that its files were found in: the id of the watched folder, "/" and the path below it; null where they were uploaded.</summary>
    public string? Folder { get; init; }

    /// <summary>It is kept, and left out of lists that do not ask for it.</summary>
    public bool Archived { get; init; }

    /// <summary>It has two mates.</summary>
    public bool Paired { get; init; }

    /// <summary>The subtractions its analyses use by default.</summary>
    public IReadOnlyList<Link> Subtractions { get; init; } = [];

    /// <summary>The ids of <see cref="Subtractions"/>, which it is found by.</summary>
    public IReadOnlyList<string> SubtractionIds => [.. Subtractions.Select(subtraction => subtraction.Id)];

    /// <summary>Where it stands.</summary>
    public SampleState State { get; init; }

    /// <summary>Why it failed: a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>What people should know of its reads (no reads, unmatched mate): sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Its reads; while it is being made, those that it will take.</summary>
    public IReadOnlyList<SampleFile> Files { get; init; } = [];

    /// <summary>Which reads these are: 1 for those that it was made of, one more after each replacement.</summary>
    public int ReadsVersion { get; init; } = 1;

    /// <summary>Its reads are being replaced, or could not be; null: neither.</summary>
    public ReadsReplacement? Replacement { get; init; }

    /// <summary>Its quality in short; null until it was measured.</summary>
    public LibrarySummary? Library { get; init; }

    /// <summary>Analyses that are wanted.</summary>
    public IReadOnlyList<AnalysisRequest> Requested { get; init; } = [];

    /// <summary>Some of <see cref="Requested"/> are not made yet.</summary>
    public bool HasOpenRequests { get; init; }

    /// <summary>What it has of Pathoscope.</summary>
    public AnalysisTag Pathoscope { get; init; }

    /// <summary>What it has of NuVs.</summary>
    public AnalysisTag Nuvs { get; init; }

    /// <summary>The job that makes it.</summary>
    public string? JobId { get; init; }

    /// <summary><see cref="Name"/> as names are sorted: without case and accents, its numbers by what they count (<see cref="SampleRules.NameKey"/>).</summary>
    public string NameKey { get; init; } = "";

    /// <summary>Folded text that the list is searched by: name, host, isolate, place, notes, the names of its labels, and its owner.</summary>
    public string Search { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<Access> Access { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
