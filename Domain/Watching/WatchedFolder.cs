using Virtool.Data.Documents;
using Virtool.Domain.Files;

namespace Virtool.Domain.Watching;

/// <summary>A folder whose files are imported.</summary>
public sealed record WatchedFolder : Document
{
    /// <summary>The id of the folder that a new server starts with.</summary>
    public const string FirstId = "watch";

    /// <summary>Absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Files are taken from it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// What is taken from it, each told by the endings of names: <see cref="FileType.Reads"/>, <see cref="FileType.Subtraction"/> (FASTA). Other
    /// files are left alone and listed.
    /// </summary>
    public IReadOnlyList<FileType> Takes { get; init; } = [FileType.Reads];

    /// <summary>Files in folders below it are taken too.</summary>
    public bool Subfolders { get; init; } = true;

    /// <summary>It lies on a network share, or shall be looked through as one: what the system tells of it is not relied on. Network shares are found out by themselves.</summary>
    public bool Polled { get; init; }

    /// <summary>How long a file must be quiet before it is read, in seconds.</summary>
    public double SettleSeconds { get; init; } = 3;

    /// <summary>What becomes of a file that was imported.</summary>
    public OriginalFate Original { get; init; }

    /// <summary>What is made of its files.</summary>
    public ImportRule Rule { get; init; } = new();

    /// <summary>How it is watched now.</summary>
    public FolderState State { get; init; }

    /// <summary>Since when it is watched so.</summary>
    public DateTimeOffset? StateSince { get; init; }

    /// <summary>When it was last looked through.</summary>
    public DateTimeOffset? ScannedAt { get; init; }

    /// <summary>What is wrong with it, or with what tells of changes in it: a sentence; null where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>How many files in it are of no kind that it takes; <see cref="FolderListing"/> names them.</summary>
    public int UnknownCount { get; init; }
}
