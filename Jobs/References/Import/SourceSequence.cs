namespace Virtool.Jobs.References.Import;

/// <summary>A sequence as a file gives it.</summary>
public sealed record SourceSequence
{
    /// <summary>Where it stands.</summary>
    public required string Place { get; init; }

    /// <summary>Its id there; null: it has none.</summary>
    public string? Id { get; init; }

    /// <summary>Its accession; empty where it is missing.</summary>
    public string Accession { get; init; } = "";

    /// <summary>What it is, in a line.</summary>
    public string Definition { get; init; } = "";

    /// <summary>What it was isolated from.</summary>
    public string Host { get; init; } = "";

    /// <summary>Its segment; null: none.</summary>
    public string? Segment { get; init; }

    /// <summary>Its target, in a reference of barcodes; null: none.</summary>
    public string? Target { get; init; }

    /// <summary>Its letters in upper case and without white space; empty where only checking was asked for.</summary>
    public string Nucleotides { get; init; } = "";

    /// <summary>How many letters it has.</summary>
    public int Length { get; init; }
}
