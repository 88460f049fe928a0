using System.Globalization;
using Virtool.Jobs.Processes;

namespace Virtool.Jobs.Workflows.Publishing;

/// <summary>Calls of samtools.</summary>
internal static class Samtools
{
    /// <summary>The tool.</summary>
    public const string Tool = "samtools";

    private const int LeastMegabytes = 32;
    private const int MostMegabytes = 768;

    /// <summary>Sorts alignments by their place, as BAM. Half of the job's memory is given to the threads; what does not fit is sorted on disk. Without a line about the call, which would tell the server's paths to who downloads it.</summary>
    /// <param name="sam">The alignments.</param>
    /// <param name="bam">The sorted ones.</param>
    /// <param name="prefix">Of the files that it works with.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="memory">Of the job, in GB.</param>
    public static ToolCommand Sort(string sam, string bam, string prefix, int threads, int memory)
    {
        var megabytes = Math.Clamp(memory * 512 / threads, LeastMegabytes, MostMegabytes);
        return new ToolCommand(Tool, ["sort", "--no-PG", "-@", Text(threads - 1), "-m", $"{Text(megabytes)}M", "-T", prefix, "-O", "bam", "-o", bam, sam]);
    }

    /// <summary>Makes the index of sorted alignments, beside them.</summary>
    public static ToolCommand Index(string bam) => new(Tool, ["index", bam]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
