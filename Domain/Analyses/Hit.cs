namespace Virtool.Domain.Analyses;

/// <summary>A sequence that reads were given to.</summary>
/// <param name="Id">The sequence's id.</param>
/// <param name="Accession">The sequence's accession.</param>
/// <param name="OtuId">The virus.</param>
/// <param name="IsolateId">The isolate.</param>
/// <param name="Length">Bases.</param>
/// <param name="Final">After ambiguous reads were given to the right sequence.</param>
/// <param name="Initial">Before.</param>
/// <param name="Coverage">Share of the bases with at least one read, 0 to 1.</param>
/// <param name="Depth">Mean number of reads over a base.</param>
/// <param name="MedianDepth">Median number of reads over a base.</param>
/// <param name="Align">The corners of the depth along the sequence: pairs of position (from 0) and depth, with a straight line from each to the next; a step has a corner on either side.</param>
public sealed record Hit(
    string Id,
    string Accession,
    string OtuId,
    string IsolateId,
    int Length,
    Assignment Final,
    Assignment Initial,
    double Coverage,
    int Depth,
    double MedianDepth,
    IReadOnlyList<int[]> Align);
