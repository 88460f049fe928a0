namespace Virtool.Bio.Headers;

/// <summary>What a part of a FASTA header says.</summary>
public enum HeaderPart
{
    /// <summary>Nothing that is kept.</summary>
    Other,

    /// <summary>The accession of the sequence.</summary>
    Accession,

    /// <summary>The name of the virus.</summary>
    Otu,

    /// <summary>The short name of the virus.</summary>
    Abbreviation,

    /// <summary>The isolate.</summary>
    Isolate,

    /// <summary>The segment.</summary>
    Segment,

    /// <summary>What it was isolated from.</summary>
    Host,

    /// <summary>What the sequence is, in a line.</summary>
    Definition,

    /// <summary>The number of the virus in NCBI's taxonomy.</summary>
    Taxid,
}
