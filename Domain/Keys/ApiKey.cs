using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Keys;

/// <summary>
/// By which a script works in a user's name. The key itself is shown once and kept nowhere; what is kept is its SHA-256, which is enough for
/// a secret of 190 random bits.
/// </summary>
public sealed record ApiKey : Document
{
    /// <summary>What its user calls it.</summary>
    public required string Name { get; init; }

    /// <summary>In whose name it works.</summary>
    public required Link User { get; init; }

    /// <summary>SHA-256 of the key, as 64 hexadecimal digits in lower case.</summary>
    public required string Hash { get; init; }

    /// <summary>The first characters of the key, by which its user tells it from others.</summary>
    public required string Start { get; init; }

    /// <summary>What it may do at the most; what its user may do no more, it may not either.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is worth nothing; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, to the minute; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
