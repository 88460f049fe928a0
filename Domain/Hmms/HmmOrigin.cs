using Virtool.Domain.Releases;

namespace Virtool.Domain.Hmms;

/// <summary>What profiles are installed of: a stored file, something in the folder for profiles, or a release.</summary>
/// <param name="Name">What people call it.</param>
public sealed record HmmOrigin(string Name)
{
    /// <summary>The stored file; null: it is none.</summary>
    public string? FileId { get; init; }

    /// <summary>The name in the folder for profiles, see <see cref="HmmFolder"/>; null: it is none there.</summary>
    public string? FolderFile { get; init; }

    /// <summary>The release; null: it is none.</summary>
    public Release? Release { get; init; }

    /// <summary>The repository of the release; empty: it is none.</summary>
    public string ReleaseSlug { get; init; } = "";
}
