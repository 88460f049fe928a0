namespace Virtool.Domain.Analyses.Judging;

/// <summary>What a virus is judged by.</summary>
/// <param name="Weight">After reassignment, 0 to 1.</param>
/// <param name="Initial">Before it, 0 to 1.</param>
/// <param name="Reads">Distinct reads that fit it best; a read that fits several equally well is shared.</param>
/// <param name="Coverage">Share of its genome with at least one read, 0 to 1.</param>
public sealed record VirusNumbers(double Weight, double Initial, double Reads, double Coverage);
