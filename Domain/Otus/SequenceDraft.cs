namespace Virtool.Domain.Otus;

/// <summary>A sequence that is to be added, or as it is to be.</summary>
/// <param name="Accession">As in GenBank, with its version.</param>
/// <param name="Definition">What it is, in a line.</param>
/// <param name="Nucleotides">White space is dropped, letters become upper case.</param>
/// <param name="Segment">Its segment; null where there is none.</param>
public sealed record SequenceDraft(string Accession, string Definition, string Nucleotides, string? Segment = null)
{
    /// <summary>What it was isolated from; may be empty.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its target in a reference of barcodes; null where there is none.</summary>
    public string? Target { get; init; }
}
