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

    /// <summary>The OTU's id.</summary>
    public required string OtuId { get; init; }

    /// <summary>The isolate's id.</summary>
    public required string IsolateId { get; init; }

    /// <summary>The reference's id.</summary>
    public required string ReferenceId { get; init; }
}
