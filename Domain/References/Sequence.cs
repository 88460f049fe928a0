using Virtool.Data.Documents;

namespace Virtool.Domain.References;

/// <summary>One sequence of an isolate.</summary>
public sealed record Sequence : Document
{
    /// <summary>As in GenBank, with its version.</summary>
    public required string Accession { get; init; }

    /// <summary>What it is, in a line.</summary>
    public string Definition { get; init; } = "";

    /// <summary>What it was isolated from.</summary>
    public string Host { get; init; } = "";

    /// <summary>The segment of the schema; null where there is none.</summary>
    public string? Segment { get; init; }

    /// <summary>The nucleotides, upper case.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("sequence")]
    public required string Nucleotides { get; init; }

    /// <summary>The target of a reference of barcodes; null where there is none.</summary>
    public string? Target { get; init; }

    /// <summary>How many nucleotides.</summary>
    public int Length { get; init; }

    /// <summary>Its place among the sequences of its isolate; they need not follow each other without gaps.</summary>
    public int Position { get; init; }

    /// <summary>Its id where it came from; null: it was made here.</summary>
    public string? RemoteId { get; init; }

    /// <summary>The OTU's id.</summary>
    public required string OtuId { get; init; }

    /// <summary>The isolate's id.</summary>
    public required string IsolateId { get; init; }

    /// <summary>The reference's id.</summary>
    public required string ReferenceId { get; init; }
}
