using Virtool.Data.Documents;
using Virtool.Domain.Links;

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

    /// <summary>How long a file must be quiet before it is read, in seconds.</summary>
    public double SettleSeconds { get; init; } = 3;

    /// <summary>What becomes of its files.</summary>
    public ImportRule Rule { get; init; } = new();

    /// <summary>Whether it is being watched, and if not, why: a sentence; null while it is.</summary>
    public string? Problem { get; init; }
}
