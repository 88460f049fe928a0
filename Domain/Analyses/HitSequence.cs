namespace Virtool.Domain.Analyses;

/// <summary>A sequence of a result's isolate, hit or not.</summary>
/// <param name="Id">The sequence's id.</param>
/// <param name="Accession">Its accession.</param>
/// <param name="Definition">What it is, in a line.</param>
/// <param name="Segment">Its segment; null where there is none.</param>
/// <param name="Length">Bases.</param>
public sealed record HitSequence(string Id, string Accession, string Definition, string? Segment, int Length);
