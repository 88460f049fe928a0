using Virtool.Domain.Analyses.Verdicts;

namespace Virtool.Domain.Analyses.Exporting;

/// <summary>A sequence of a result as tables have it.</summary>
/// <param name="Otu">The virus.</param>
/// <param name="Isolate">The isolate.</param>
/// <param name="Accession">The sequence's accession.</param>
/// <param name="Length">Bases.</param>
/// <param name="Weight">After reassignment, 0 to 1.</param>
/// <param name="MedianDepth">Median number of reads over a base.</param>
/// <param name="Coverage">Share of the bases with at least one read, 0 to 1.</param>
/// <param name="Trust">How far the virus can be trusted; null: it was not judged.</param>
/// <param name="Reason">Why.</param>
/// <param name="Verdict">What the lab says of the virus; null: nothing yet.</param>
public sealed record ExportRow(
    string Otu, string Isolate, string Accession, int Length, double Weight, double MedianDepth, double Coverage, Trust? Trust, string Reason, Verdict? Verdict);
