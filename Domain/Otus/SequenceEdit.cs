namespace Virtool.Domain.Otus;

/// <summary>What of a sequence is to be changed; null: stays as it is.</summary>
public sealed record SequenceEdit
{
    /// <summary>Its accession.</summary>
    public string? Accession { get; init; }

    /// <summary>What it is, in a line.</summary>
    public string? Definition { get; init; }

    /// <summary>What it was isolated from.</summary>
    public string? Host { get; init; }

    /// <summary>Its segment; empty: none.</summary>
    public string? Segment { get; init; }

    /// <summary>Its target; empty: none.</summary>
    public string? Target { get; init; }

    /// <summary>The letters.</summary>
    public string? Nucleotides { get; init; }
}
