namespace Virtool.Jobs.References.Import;

/// <summary>What a record of a FASTA or GenBank file becomes. What it does not say is empty.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Header">Its header; of GenBank: empty.</param>
/// <param name="Accession">The accession.</param>
/// <param name="Otu">The name of the virus; empty: the record cannot be taken.</param>
/// <param name="Abbreviation">Its short name.</param>
/// <param name="Isolate">The isolate.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Length">How many nucleotides.</param>
public sealed record PreviewedRow(long Line, string Header, string Accession, string Otu, string Abbreviation, string Isolate, string Segment, int Length);
