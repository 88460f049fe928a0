using System.Text.Json.Serialization;

namespace Virtool.Bio.Quality;

/// <summary>How many reads have a length.</summary>
/// <param name="Length">In nucleotides.</param>
/// <param name="Count">Number of reads.</param>
public readonly record struct ReadLength(
    [property: JsonPropertyName("length")] int Length,
    [property: JsonPropertyName("count")] long Count);
