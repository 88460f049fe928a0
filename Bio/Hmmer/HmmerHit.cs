namespace Virtool.Bio.Hmmer;

/// <summary>A line of HMMER's table of hits: a profile that a protein matches.</summary>
/// <param name="Profile">The profile's name.</param>
/// <param name="Protein">The protein's name.</param>
/// <param name="FullE">E-value of the whole protein.</param>
/// <param name="FullScore">Its bits.</param>
/// <param name="FullBias">Bits that its composition gave.</param>
/// <param name="BestE">E-value of its best domain.</param>
/// <param name="BestScore">Its bits.</param>
/// <param name="BestBias">Bits that its composition gave.</param>
public sealed record HmmerHit(string Profile, string Protein, double FullE, double FullScore, double FullBias, double BestE, double BestScore, double BestBias);
