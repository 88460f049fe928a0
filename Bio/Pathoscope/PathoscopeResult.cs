using System.Text.Json.Serialization;

namespace Virtool.Bio.Pathoscope;

/// <summary>What Pathoscope found. Without any hit the counts stand and the lists are empty.</summary>
public sealed record PathoscopeResult
{
    /// <summary>Distinct reads that fit a sequence, and fit it better than the host.</summary>
    [JsonPropertyName("read_count")]
    public required int ReadCount { get; init; }

    /// <summary>Distinct reads that fit a sequence, but the host at least as well, and were left out.</summary>
    [JsonPropertyName("subtracted_count")]
    public required int SubtractedCount { get; init; }

    /// <summary>Distinct reads, of those counted, that fit several sequences.</summary>
    [JsonPropertyName("ambiguous_count")]
    public int AmbiguousCount { get; init; }

    /// <summary>The sequences of the report, by falling weight.</summary>
    [JsonPropertyName("hits")]
    public required IReadOnlyList<PathoscopeHit> Hits { get; init; }

    /// <summary>Sequences behind the report's cut whose initial weight was 0.01 or more: what reassignment removed.</summary>
    [JsonPropertyName("removed")]
    public IReadOnlyList<PathoscopeHit> Removed { get; init; } = [];

    /// <summary>What became of each alignment, in the order of the SAM's alignments with a score of 0.01 or more. Not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<AlignmentFate> Fates { get; init; } = [];
}
