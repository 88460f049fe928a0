namespace Virtool.Domain.Analyses;

/// <summary>How reads are shared out to a sequence.</summary>
/// <param name="Pi">Weight: the estimated share of all mapped reads, 0 to 1.</param>
/// <param name="Best">Share of the reads whose best hit it is.</param>
/// <param name="High">Share of the reads that belong to it with high confidence.</param>
/// <param name="Low">Share of the reads that belong to it with low confidence.</param>
/// <param name="Reads">Reads whose best hit it is.</param>
public sealed record Assignment(double Pi, double Best, double High, double Low, int Reads);
