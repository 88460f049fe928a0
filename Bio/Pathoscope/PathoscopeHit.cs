using System.Text.Json.Serialization;

namespace Virtool.Bio.Pathoscope;

/// <summary>A sequence that reads were found of.</summary>
public sealed record PathoscopeHit
{
    /// <summary>The sequence's name in the alignments.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Its weight after reads that fit several sequences were reassigned.</summary>
    [JsonPropertyName("final")]
    public required HitWeight Final { get; init; }

    /// <summary>Its weight after the first round, and its best reads before reassignment.</summary>
    [JsonPropertyName("initial")]
    public required HitWeight Initial { get; init; }

    /// <summary>Share of its positions that at least one reassigned read covers, 0 to 1, three decimals.</summary>
    [JsonPropertyName("coverage")]
    public required double Coverage { get; init; }

    /// <summary>Mean number of reads over its positions, rounded to the even.</summary>
    [JsonPropertyName("depth")]
    public required int Depth { get; init; }

    /// <summary>Number of reads over each of its positions. Not part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Align { get; init; } = [];
}
