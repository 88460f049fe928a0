using Virtool.Data.Documents;

namespace Virtool.Domain.References;

/// <summary>What a release changes, virus by virus; the document has the id of its <see cref="RemoteUpdate"/>, and is seen by who may see the reference.</summary>
public sealed record RemoteUpdateList : Document
{
    /// <summary>The collection's name.</summary>
    public const string Collection = "remote_update_lists";

    /// <summary>How many are listed, so that it fits into one batch; the update counts all.</summary>
    public const int Most = 3000;

    /// <summary>The reference's id.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>Those that go first, then those that change, then those that come, each by name.</summary>
    public IReadOnlyList<RemoteChange> Changes { get; init; } = [];
}
