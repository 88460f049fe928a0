namespace Virtool.Domain.History;

/// <summary>A sequence as a version of its virus had it; its nucleotides by their hash.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Accession">Its accession.</param>
/// <param name="Definition">What it is, in a line.</param>
/// <param name="Host">What it was isolated from.</param>
/// <param name="Segment">Its segment.</param>
/// <param name="Target">Its target.</param>
/// <param name="Length">How many nucleotides.</param>
/// <param name="Hash">Of its nucleotides, see <see cref="SequenceHash"/>.</param>
/// <param name="RemoteId">Its id where it came from.</param>
public sealed record SequenceState(
    string Id, string Accession, string Definition, string Host, string? Segment, string? Target, int Length, string Hash, string? RemoteId);
