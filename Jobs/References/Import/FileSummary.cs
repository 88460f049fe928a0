namespace Virtool.Jobs.References.Import;

/// <summary>What a file holds.</summary>
/// <param name="Format"><c>json</c>, <c>fasta</c> or <c>genbank</c>.</param>
/// <param name="Head">What it says of the reference itself.</param>
/// <param name="Otus">How many OTUs.</param>
/// <param name="Isolates">How many isolates.</param>
/// <param name="Sequences">How many sequences.</param>
/// <param name="Bases">How many bases, all sequences together.</param>
public sealed record FileSummary(string Format, ReferenceHead Head, int Otus, int Isolates, int Sequences, long Bases);
