using Virtool.Data.Documents;

namespace Virtool.Domain.Watching;

/// <summary>The files of a watched folder that are of no kind that it takes. Its id is the folder's. They are left alone.</summary>
public sealed record FolderListing : Document
{
    /// <summary>Most files that are named; <see cref="WatchedFolder.UnknownCount"/> counts all.</summary>
    public const int Most = 200;

    /// <summary>The files, by name.</summary>
    public IReadOnlyList<UnknownFile> Files { get; init; } = [];
}
