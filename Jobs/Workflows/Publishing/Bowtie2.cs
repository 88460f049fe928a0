using System.Globalization;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Workflows.Publishing;

/// <summary>Calls of Bowtie 2 that several workflows make.</summary>
internal static class Bowtie2
{
    /// <summary>The mapper.</summary>
    public const string Mapper = "bowtie2";

    /// <summary>The builder of its indexes.</summary>
    public const string Builder = "bowtie2-build";

    /// <summary>Builds the index <c>prefix.*.bt2</c> of a FASTA file.</summary>
    public static ToolCommand Build(string fasta, string prefix, int threads) =>
        new(Builder, ["-f", "--threads", threads.ToString(CultureInfo.InvariantCulture), fasta, prefix]);

    /// <summary>Maps reads; the alignments go to a file.</summary>
    /// <param name="options">What decides on the result, without threads and paths.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="index">The index's prefix.</param>
    /// <param name="reads">A FASTQ file, or <c>-</c>.</param>
    /// <param name="output">The SAM file.</param>
    public static ToolCommand Map(IReadOnlyList<string> options, int threads, string index, string reads, string output) =>
        new(Mapper, ["-p", threads.ToString(CultureInfo.InvariantCulture), .. options, "-x", index, "-U", reads]) { OutputFile = output };
}
