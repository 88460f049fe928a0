using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Subtractions;

/// <summary>A host's genome, whose reads are mapped away.</summary>
public sealed record Subtraction : Document
{
    /// <summary>Unique; may be changed.</summary>
    public required string Name { get; init; }

    /// <summary>A shorter name; may be empty.</summary>
    public string Nickname { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The FASTA file it is made from.</summary>
    public required Link File { get; init; }

    /// <summary>Who made it.</summary>
    public required Link User { get; init; }

    /// <summary>The job that builds it.</summary>
    public required string JobId { get; init; }

    /// <summary>Its index is built, and it can be used.</summary>
    public bool Ready { get; init; }

    /// <summary>Share of each nucleotide, 0 to 1; null until it was counted.</summary>
    public NucleotideShares? Gc { get; init; }

    /// <summary>Number of sequences; null until they were counted.</summary>
    public long? Count { get; init; }

    /// <summary>Why it could not be made; null where it could, or is being made.</summary>
    public string? Error { get; init; }
}
