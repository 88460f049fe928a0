namespace Virtool.Bio.Sequences;

/// <summary>A sequence of a FASTA file.</summary>
/// <param name="Header">The whole header line without its <c>&gt;</c>.</param>
/// <param name="Sequence">The letters of all its lines, as they stand.</param>
public sealed record FastaRecord(string Header, string Sequence)
{
    /// <summary>The header up to its first space or tab.</summary>
    public string Id => Header.AsSpan().IndexOfAny(' ', '\t') is >= 0 and var end ? Header[..end] : Header;
}
