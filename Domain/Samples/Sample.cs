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

    /// <summary>How the library was made.</summary>
    public LibraryType LibraryType { get; init; }

    /// <summary>Its labels, by name.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>It has two mates.</summary>
    public bool Paired { get; init; }

    /// <summary>The subtractions its analyses use by default.</summary>
    public IReadOnlyList<Link> Subtractions { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public SampleState State { get; init; }

    /// <summary>Why it failed: a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>What people should know of its reads (no reads, unmatched mate): sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Its reads; while it is being made, those that it will take.</summary>
    public IReadOnlyList<SampleFile> Files { get; init; } = [];

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

    /// <summary>Folded text that the list is searched by.</summary>
    public string Search { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<Access> Access { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
