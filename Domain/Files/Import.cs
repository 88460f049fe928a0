using Virtool.Data.Documents;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Watching;

namespace Virtool.Domain.Files;

/// <summary>A file on its way in, from the first sight of it; kept as long as its original or its sample exists.</summary>
public sealed record Import : Document, IReadable
{
    /// <summary>The <see cref="FolderId"/> of uploads.</summary>
    public const string Uploads = "uploads";

    /// <summary>The watched folder that it came by; <see cref="Uploads"/> where it was uploaded.</summary>
    public required string FolderId { get; init; }

    /// <summary>What it is for.</summary>
    public FileType Type { get; init; }

    /// <summary>Who uploaded it; null where it came by a watched folder.</summary>
    public Link? User { get; init; }

    /// <summary>The name below the folder, with <c>/</c>, safe to show.</summary>
    public required string Name { get; init; }

    /// <summary>Which content of the name: inode, size and time of change; another one is another import.</summary>
    public required string Identity { get; init; }

    /// <summary>Where it stands.</summary>
    public ImportState State { get; init; }

    /// <summary>
    /// A short kind of what is wrong or waited for; null when nothing is. Waiting: <c>growing</c>, <c>ends_early</c>, <c>checksum</c>,
    /// <c>no_marker</c> (its run folder is not complete), <c>no_room</c>, <c>failed</c> (disk or rights), <c>mate_missing</c>. Refused:
    /// <c>ends_early</c>, <c>checksum</c>, <c>damaged</c>, <c>not_fastq</c>, <c>not_fasta</c>, <c>duplicate</c>. Stored: <c>no_reads</c>, <c>cut</c>
    /// (only the records before a break were taken), <c>checksum</c> (wanted anyway), <c>mates_differ</c>, <c>lanes_open</c> (more lanes are waited
    /// for), <c>lane_refused</c>, <c>replaced</c> (by a later file of its name), <c>index_reads</c>, <c>sheet</c> (a sheet of samples has a mistake).
    /// </summary>
    public string? Problem { get; init; }

    /// <summary>What is wrong or waited for, why, and what to do: a sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The line of the unpacked text at which it breaks, from 1; null where it does not, or none is known.</summary>
    public long? BrokenLine { get; init; }

    /// <summary>
    /// The byte of the file as it came, from 0, from which on its packed data cannot be unpacked; the damage lies there or some kilobytes behind, as
    /// data is unpacked in pieces. Null where it does not break, or none is known.
    /// </summary>
    public long? BrokenByte { get; init; }

    /// <summary>When it was moved to the quarantine; null where it lies elsewhere.</summary>
    public DateTimeOffset? QuarantinedAt { get; init; }

    /// <summary>
    /// Somebody asked for it whatever is wrong: a duplicate is imported once more; of a damaged file the records before the break are taken.
    /// </summary>
    public bool Anyway { get; init; }

    /// <summary>What is to become of the original, as the folder was set when it was stored or found to be a duplicate.</summary>
    public OriginalFate Fate { get; init; }

    /// <summary>What has become of the original; <see cref="OriginalFate.Leave"/> as long as it is where it came.</summary>
    public OriginalFate Original { get; init; }

    /// <summary>Share of the bytes verified, 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the original bytes, lower-case hex; null until they were read.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Reads in it; null until they were counted.</summary>
    public long? ReadCount { get; init; }

    /// <summary>A hash of the names of its reads without what tells mates apart: equal for two mates; null until they were read.</summary>
    public string? ReadNames { get; init; }

    /// <summary>The stored file; while it is verified, the id that it will get.</summary>
    public string? FileId { get; init; }

    /// <summary>The sample it became part of.</summary>
    public string? SampleId { get; init; }

    /// <summary>The import of the same bytes, of a duplicate.</summary>
    public string? SameAs { get; init; }

    /// <summary>The mate's import, once both are there.</summary>
    public string? MateId { get; init; }

    /// <summary>What the folder's rule has made of it is settled: a sample, or nothing.</summary>
    public bool Settled { get; init; }

    /// <summary>When it was first seen.</summary>
    public DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>When its content last changed, as far as seen.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Nothing is decided of it any more: it is looked at from the beginning.</summary>
    /// <param name="now">When that was decided.</param>
    /// <param name="anyway">See <see cref="Anyway"/>.</param>
    public Import BeginAgain(DateTimeOffset now, bool anyway) => this with
    {
        State = ImportState.Discovered,
        Anyway = anyway,
        Problem = null,
        Reason = null,
        BrokenLine = null,
        BrokenByte = null,
        QuarantinedAt = null,
        Progress = 0,
        Sha256 = null,
        ReadCount = null,
        ReadNames = null,
        FileId = null,
        SameAs = null,
        Fate = OriginalFate.Leave,
        Original = OriginalFate.Leave,
        Settled = false,
        ChangedAt = now,
    };

    /// <summary>Folded text that the list is searched by.</summary>
    public string Search { get; init; } = "";

    /// <inheritdoc />
    public IReadOnlyList<string> Readers { get; init; } = [];
}
