namespace Virtool.Domain.References;

/// <summary>A sequence that is to be added.</summary>
/// <param name="Accession">As in GenBank, with its version.</param>
/// <param name="Definition">What it is, in a line.</param>
/// <param name="Nucleotides">White space is dropped, letters become upper case.</param>
/// <param name="Segment">Its segment; null where there is none.</param>
public sealed record SequenceDraft(string Accession, string Definition, string Nucleotides, string? Segment = null);
