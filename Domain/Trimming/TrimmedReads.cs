using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Trimming;

/// <summary>
/// The trimmed reads of a sample, kept for the analyses that need them. Its id is made of the sample, the version of its reads and the parameters, so that
/// there is one for them. Its quality is a <see cref="Quality.ReadQuality"/> with the same id.
/// </summary>
public sealed record TrimmedReads : Document, IReadable
{
    /// <summary>The sample.</summary>
    public required Link Sample { get; init; }

    /// <summary>Which reads of the sample they were made of.</summary>
    public int ReadsVersion { get; init; }

    /// <summary>The program with its version: <c>skewer-0.2.2</c>.</summary>
    public required string Program { get; init; }

    /// <summary>What it was told.</summary>
    public required TrimParameters Parameters { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The job that makes it, or made it; another one takes it over where that ended without it.</summary>
    public required string JobId { get; init; }

    /// <summary>Whole: an analysis may use it.</summary>
    public bool Ready { get; init; }

    /// <summary>Its files, of each mate one; empty until it is ready.</summary>
    public IReadOnlyList<SampleFile> Files { get; init; } = [];

    /// <summary>Its numbers; null until it is ready.</summary>
    public LibrarySummary? Library { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
