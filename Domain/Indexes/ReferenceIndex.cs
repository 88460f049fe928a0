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

    /// <summary>The version of each OTU that is in it, by the OTU's id.</summary>
    public IReadOnlyDictionary<string, int> Manifest { get; init; } = new Dictionary<string, int>();

    /// <summary>It is built and can be used.</summary>
    public bool Ready { get; init; }

    /// <summary>Its files are on disk.</summary>
    public bool HasFiles { get; init; }
}
