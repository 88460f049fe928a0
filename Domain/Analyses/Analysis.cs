using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Analyses;

/// <summary>What a workflow found in a sample. Its hits are an <see cref="AnalysisResult"/> with the same id.</summary>
public sealed record Analysis : Document, IReadable
{
    /// <summary>By its snake_case name: <c>pathoscope</c>.</summary>
    public required string Workflow { get; init; }

    /// <summary>Where it stands.</summary>
    public AnalysisState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The sample.</summary>
    public required Link Sample { get; init; }

    /// <summary>Which reads of the sample it was made of; where the sample's number is larger, they were replaced since.</summary>
    public int ReadsVersion { get; init; } = 1;

    /// <summary>The id of the analysis that this one repeats; null where it repeats none.</summary>
    public string? RerunOf { get; init; }

    /// <summary>The whole library is mapped to the hosts too, to tell how much of it is theirs.</summary>
    public bool MapsWholeLibrary { get; init; }

    /// <summary>The reference.</summary>
    public required Link Reference { get; init; }

    /// <summary>The index.</summary>
    public required IndexLink Index { get; init; }

    /// <summary>The subtractions, in turn.</summary>
    public IReadOnlyList<Link> Subtractions { get; init; } = [];

    /// <summary>The ids of <see cref="Subtractions"/>, which it is found by.</summary>
    public IReadOnlyList<string> SubtractionIds => [.. Subtractions.Select(subtraction => subtraction.Id)];

    /// <summary>Who asked for it.</summary>
    public required Link User { get; init; }

    /// <summary>The job that makes it.</summary>
    public required string JobId { get; init; }

    /// <summary>Why it failed: a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>The parameters of the tools, as they were.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The versions of the tools, by tool.</summary>
    public IReadOnlyDictionary<string, string> Tools { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads of the whole library; null until it is ready.</summary>
    public long? LibraryReads { get; init; }

    /// <summary>Distinct reads that matched a virus and were kept; null until it is ready.</summary>
    public long? ReadCount { get; init; }

    /// <summary>Distinct reads that matched a virus, but the host better; null until it is ready.</summary>
    public long? SubtractedCount { get; init; }

    /// <summary>Of the kept reads, those that fit several sequences and were given to one; null until it is ready.</summary>
    public long? AmbiguousCount { get; init; }

    /// <summary>Reads of the whole library that match a host; null until it is ready, and where only reads that match a virus were mapped to the hosts.</summary>
    public long? HostReads { get; init; }

    /// <summary>The version of the rule of trust that <see cref="TopHits"/> was judged by; null until it is ready.</summary>
    public int? RuleVersion { get; init; }

    /// <summary>Sequences hit; null until it is ready.</summary>
    public int? HitCount { get; init; }

    /// <summary>The viruses with the largest weight, at most three, for lists; without those that are usually not there, nor the internal control.</summary>
    public IReadOnlyList<string> TopHits { get; init; } = [];

    /// <summary>The id of the trimmed reads that it was made of; null where it was made of the raw ones.</summary>
    public string? CacheId { get; init; }

    /// <summary>Contigs that a NuVs analysis kept; null of others, and until it is ready.</summary>
    public int? ContigCount { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
