using System.Text.Json.Serialization;

namespace Virtool.Jobs.Workflows.Indexes;

/// <summary>A sequence as it was when its index was built.</summary>
/// <param name="Id">The sequence's id; its name in FASTA and SAM.</param>
/// <param name="Accession">Its accession.</param>
/// <param name="Definition">What it is, in a line.</param>
/// <param name="Host">What it was isolated from.</param>
/// <param name="Segment">Its segment; null where there is none.</param>
/// <param name="Nucleotides">The nucleotides, upper case.</param>
public sealed record IndexedSequence(
    string Id,
    string Accession,
    string Definition,
    string Host,
    string? Segment,
    [property: JsonPropertyName("sequence")] string Nucleotides);
