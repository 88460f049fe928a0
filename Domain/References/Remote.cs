using Virtool.Domain.Releases;

namespace Virtool.Domain.References;

/// <summary>Where a reference is kept in step with: the releases of a repository. Such a reference is not edited here.</summary>
public sealed record Remote
{
    /// <summary><c>owner/repository</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>The release that is installed; null: none yet.</summary>
    public Release? Installed { get; init; }

    /// <summary>The name of a release that was begun to be installed and has not come to its end: some viruses are of it, the others of the one before. Null: none.</summary>
    public string? Unfinished { get; init; }

    /// <summary>The newest release that was seen; null: none was seen yet.</summary>
    public Release? Newest { get; init; }

    /// <summary>Tells the repository which answer is known already; null: none is.</summary>
    public string? Etag { get; init; }

    /// <summary>When it was last asked for releases; null: never.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When it will be asked again; null: not planned.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>Why the last asking failed, for people; null: it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How often in a row asking failed.</summary>
    public int Failures { get; init; }
}
