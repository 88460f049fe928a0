using Virtool.Data.Changes;

namespace Virtool.Domain.Backups;

/// <summary>What a backup holds, and what belongs to it: <c>manifest.json</c>.</summary>
public sealed record BackupManifest
{
    /// <summary>The form of backups that this version makes and restores.</summary>
    public const int Newest = 1;

    /// <summary>The form of the backup.</summary>
    public int Format { get; init; } = Newest;

    /// <summary>The version of the program that made it.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The schema of its documents.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The engine that made the copy of the database, and restores it.</summary>
    public required string Engine { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The moment whose documents it holds, as the change feed has it.</summary>
    public required Position Position { get; init; }

    /// <summary>The copy of the database, below <c>database</c>.</summary>
    public required IReadOnlyList<BackupFile> Database { get; init; }

    /// <summary>The data protection keys, below <c>keys</c>.</summary>
    public required IReadOnlyList<BackupFile> Keys { get; init; }

    /// <summary>The files of the data folder.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>Whether <see cref="Files"/> lie in the backup too, below <c>files</c>; else they have to be kept otherwise.</summary>
    public bool HoldsFiles { get; init; }

    /// <summary>Files that a document speaks of and that were not there.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Files whose bytes are not those that their document speaks of; they stand in <see cref="Files"/> as they are.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    /// <summary>Files that were removed, with their documents, while the backup was made: documents of the backup speak of them.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}
