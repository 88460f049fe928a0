using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Checks;

/// <summary>The last check of the files that somebody asked the server for; there is one document at most.</summary>
public sealed record CheckRun : Document
{
    /// <summary>The id of the one document.</summary>
    public const string OnlyId = "files";

    /// <summary>Most findings that are kept; the counts count all.</summary>
    public const int MostFindings = 500;

    /// <summary>Where it stands.</summary>
    public CheckState State { get; init; }

    /// <summary>Every byte is read and hashes are compared, not sizes alone.</summary>
    public bool Hashes { get; init; }

    /// <summary>How far it is, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>It is to be ended.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>Who asked for it.</summary>
    public required Link By { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed: a sentence; null where it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>How many files and folders were looked for.</summary>
    public int Files { get; init; }

    /// <summary>How many are missing.</summary>
    public int Missing { get; init; }

    /// <summary>How many have no document.</summary>
    public int Orphaned { get; init; }

    /// <summary>How many have changed.</summary>
    public int Changed { get; init; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
