using Virtool.Data.Documents;
using Virtool.Domain.Links;

namespace Virtool.Domain.Blasts;

/// <summary>
/// A search for sequences like a contig: at NCBI, or in a database of the lab's own. Its id is the analysis's, a dot, and the contig's index; who may
/// see the analysis may see it.
/// </summary>
public sealed record Blast : Document
{
    /// <summary>The analysis.</summary>
    public required string AnalysisId { get; init; }

    /// <summary>The contig.</summary>
    public required int ContigIndex { get; init; }

    /// <summary>Where it stands.</summary>
    public BlastState State { get; init; }

    /// <summary>In the lab's own database; else at NCBI.</summary>
    public bool Local { get; init; }

    /// <summary>Who asked for it.</summary>
    public required Link User { get; init; }

    /// <summary>When it was asked for, last.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>NCBI's number of it; null until it was sent.</summary>
    public string? Rid { get; init; }

    /// <summary>When it was sent to NCBI.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When NCBI was asked last.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>When it is asked next; null: at once, when its turn comes.</summary>
    public DateTimeOffset? NextCheckAt { get; init; }

    /// <summary>Seconds from one question to the next.</summary>
    public int Interval { get; init; }

    /// <summary>Why the last question brought nothing, where it is asked again: a sentence.</summary>
    public string? Trouble { get; init; }

    /// <summary>How often in a row a question brought nothing.</summary>
    public int Failures { get; init; }

    /// <summary>Why it failed: a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The program with its version: <c>BLASTN 2.12.0+</c>.</summary>
    public string Program { get; init; } = "";

    /// <summary>The database that was searched.</summary>
    public string Target { get; init; } = "";

    /// <summary>What was found, best first.</summary>
    public IReadOnlyList<BlastHit> Hits { get; init; } = [];

    /// <summary>The id of the search of a contig.</summary>
    public static string IdOf(string analysisId, int contigIndex) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{analysisId}.{contigIndex}");
}
