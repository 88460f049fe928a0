using System.Text.Json.Serialization;

namespace Virtool.Domain.Analyses.Contigs;

/// <summary>A profile that an open reading frame matches, as HMMER's table of hits tells it: of the whole frame, and of its best domain.</summary>
/// <param name="HmmId">The id of the profile's annotation; it may be hidden, or gone.</param>
/// <param name="Cluster">The profile's number.</param>
/// <param name="FullE">E-value.</param>
/// <param name="FullScore">Bits.</param>
/// <param name="FullBias">Bits that composition gave.</param>
/// <param name="BestE">E-value.</param>
/// <param name="BestScore">Bits.</param>
/// <param name="BestBias">Bits that composition gave.</param>
public sealed record OrfHit(
    [property: JsonPropertyName("hit")] string HmmId, int Cluster, double FullE, double FullScore, double FullBias, double BestE, double BestScore, double BestBias);
