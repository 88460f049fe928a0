namespace Virtool.Domain.Trimming;

/// <summary>What skewer is told.</summary>
/// <param name="Mode"><c>pe</c> for pairs of mates, <c>any</c> for reads that stand alone.</param>
/// <param name="MinLength">Bases; shorter reads are dropped.</param>
/// <param name="MaxLength">Bases; longer reads are cut to it. Null: none is too long.</param>
/// <param name="EndQuality">Bases below it are cut off the ends.</param>
/// <param name="MeanQuality">Reads with a lower mean are dropped.</param>
/// <param name="MaxErrorRate">Errors in an adapter, 0 to 1.</param>
/// <param name="MaxIndelRate">Insertions and deletions in an adapter, 0 to 1.</param>
public sealed record TrimParameters(
    string Mode, int MinLength, int? MaxLength = null, int EndQuality = 20, int MeanQuality = 25, double MaxErrorRate = 0.1, double MaxIndelRate = 0.03);
