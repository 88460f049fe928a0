using Virtool.Data.Documents;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Groups;

/// <summary>People who may do the same. A user is in any number of groups; what they may is what any of its groups allows.</summary>
public sealed record Group : Document
{
    /// <summary>What people call it; may be changed, the id never.</summary>
    public required string Name { get; init; }

    /// <summary>The name in the form by which it is unique.</summary>
    public required string NormalizedName { get; init; }

    /// <summary>What its members may do.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    /// <summary>The id of the group that it is a part of; null: of none. Nothing follows from it yet.</summary>
    public string? Parent { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
