using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>A set of OTUs.</summary>
public sealed record Reference : Document, IProtected
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Free text.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it is a set of: <c>virus</c>.</summary>
    public string Organism { get; init; } = "virus";

    /// <summary><c>genome</c> or <c>barcode</c>.</summary>
    public string DataType { get; init; } = "genome";

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required Link User { get; init; }

    /// <summary>The newest index that is ready; null: it cannot be used for analyses yet.</summary>
    public IndexLink? LatestIndex { get; init; }

    /// <inheritdoc />
    public IReadOnlyList<Access> Access { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
