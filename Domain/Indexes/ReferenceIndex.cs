using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Indexes;

/// <summary>A built, versioned reference; who may see the reference may see it.</summary>
public sealed record ReferenceIndex : Document
{
    /// <summary>From 0; one more than the largest of the reference.</summary>
    public int Version { get; init; }

    /// <summary>When the build was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The reference.</summary>
    public required Link Reference { get; init; }

    /// <summary>Who asked for it.</summary>
    public required Link User { get; init; }

    /// <summary>The job that builds it.</summary>
    public required string JobId { get; init; }

    /// <summary>The number of the newest change of the reference that is in it.</summary>
    public int ThroughChange { get; init; }

    /// <summary>How many changes it has that the index before it has not.</summary>
    public int ChangeCount { get; init; }

    /// <summary>How many OTUs these changes are of.</summary>
    public int ModifiedOtuCount { get; init; }

    /// <summary>How many OTUs it has.</summary>
    public int OtuCount { get; init; }

    /// <summary>It is built and can be used.</summary>
    public bool Ready { get; init; }

    /// <summary>Its files are on disk.</summary>
    public bool HasFiles { get; init; }
}
