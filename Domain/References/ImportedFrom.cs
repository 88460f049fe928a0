namespace Virtool.Domain.References;

/// <summary>The file that a reference came from.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Format"><c>json</c>, <c>fasta</c> or <c>genbank</c>.</param>
public sealed record ImportedFrom(string FileName, string Format);
