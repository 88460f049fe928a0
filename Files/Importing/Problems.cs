using Virtool.Domain.Files;

namespace Virtool.Files.Importing;

/// <summary>The kinds of <see cref="Domain.Files.Import.Problem"/>.</summary>
internal static class Problems
{
    public const string Growing = "growing";
    public const string EndsEarly = "ends_early";
    public const string Damaged = "damaged";
    public const string NotFastq = "not_fastq";
    public const string Checksum = "checksum";
    public const string NoMarker = "no_marker";
    public const string FilesAway = "files_away";
    public const string NoRoom = "no_room";
    public const string NotFasta = "not_fasta";
    public const string Failed = "failed";
    public const string Duplicate = "duplicate";
    public const string NoReads = "no_reads";
    public const string Cut = "cut";
    public const string MateMissing = "mate_missing";
    public const string MatesDiffer = "mates_differ";
    public const string LanesOpen = "lanes_open";
    public const string LaneRefused = "lane_refused";
    public const string Replaced = "replaced";
    public const string IndexReads = "index_reads";
    public const string Sheet = "sheet";

    /// <summary>That of something in a file that is wrong.</summary>
    public static string Of(FileType type, ImportOutcome.Damaged outcome) =>
        outcome.Fastq ? Damaged : type == FileType.Subtraction ? NotFasta : NotFastq;
}
