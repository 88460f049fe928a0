using Virtool.Data.Documents;

namespace Virtool.Domain.Indexes;

/// <summary>What is in an index; its id is the index's. Apart from the index, since lists of indexes do not need it.</summary>
public sealed record IndexManifest : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "index_manifests";

    /// <summary>The reference's id.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>The version of each OTU, by the OTU's id.</summary>
    public IReadOnlyDictionary<string, int> Otus { get; init; } = new Dictionary<string, int>();
}
