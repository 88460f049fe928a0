using Virtool.Bio.Quality;

namespace Virtool.Files.Importing;

/// <summary>What the one pass over a file's bytes found.</summary>
internal abstract record ImportOutcome
{
    /// <summary>It is whole and right; a copy lies in the folder of arriving files, on disk.</summary>
    /// <param name="Sha256">Of the original bytes.</param>
    /// <param name="StoredSha256">Of the copy's bytes.</param>
    /// <param name="StoredSize">The copy's bytes.</param>
    /// <param name="ReadNames">The same for two files of mates: see <see cref="NamesHash"/>; null where it holds no reads by its type.</param>
    /// <param name="Measure">Its reads; null where it holds none by its type.</param>
    public sealed record Verified(string Sha256, string StoredSha256, long StoredSize, string? ReadNames, ReadsMeasure? Measure) : ImportOutcome
    {
        /// <summary>It breaks somewhere, and the copy holds only the reads before that.</summary>
        public bool Cut { get; init; }

        /// <summary>The checksum that it does not have, where it was taken all the same; null: it has each.</summary>
        public WrongSum? Wrong { get; init; }

        /// <summary>How many reads it holds; null where it holds none by its type.</summary>
        public long? ReadCount => Measure?.Quality.Count;
    }

    /// <summary>All that is there is right, but the end is missing.</summary>
    /// <param name="Line">The line of the unpacked text at which it ends, where one is known.</param>
    /// <param name="Empty">It has 0 bytes.</param>
    public sealed record EndsEarly(long? Line, bool Empty) : ImportOutcome
    {
        /// <summary>Where the file ends, if it is its packed data that is not whole.</summary>
        public long? Byte { get; init; }
    }

    /// <summary>Something in it is wrong.</summary>
    /// <param name="Fastq">At least its first line is that of its format.</param>
    /// <param name="Message">What is wrong, with the line: a sentence.</param>
    public sealed record Damaged(bool Fastq, string Message) : ImportOutcome
    {
        /// <summary>The line of the unpacked text, where one is known.</summary>
        public long? Line { get; init; }

        /// <summary>See <see cref="Domain.Files.Import.BrokenByte"/>.</summary>
        public long? Byte { get; init; }
    }

    /// <summary>It is right in itself, but not what the checksum beside it says.</summary>
    /// <param name="Sum">The checksum.</param>
    /// <param name="Actual">What the file has; null where the checksum's file says nothing of it.</param>
    /// <param name="MayGrow">The file may have been cut where it can be cut unseen, or the checksum is not written yet.</param>
    public sealed record WrongSum(Checksum Sum, string? Actual, bool MayGrow) : ImportOutcome;

    /// <summary>It was changed, moved or removed while it was read, or the reading was ended.</summary>
    public sealed record Changed : ImportOutcome;

    /// <summary>The disk failed, or the rights; later it may work.</summary>
    /// <param name="DiskFull">There was no room for the copy.</param>
    /// <param name="Message">The system's words.</param>
    public sealed record Failed(bool DiskFull, string Message) : ImportOutcome;
}
