using System.CommandLine;

namespace Virtool.App.Tools;

/// <summary>Arguments that several tools have.</summary>
internal static class ToolArguments
{
    /// <summary>One file of reads, or both of a pair; at most one of them standard input.</summary>
    public static Argument<string[]> Reads()
    {
        var reads = new Argument<string[]>("READS")
        {
            Description = "A FASTQ file, or the two files of a pair; - is standard input.",
            Arity = new ArgumentArity(1, 2),
        };
        reads.Validators.Add(result => RefuseTwice(result.Tokens.Select(token => token.Value), result.AddError));
        return reads;
    }

    /// <summary>Refuses to read standard input twice.</summary>
    public static void RefuseTwice(IEnumerable<string> paths, Action<string> refuse)
    {
        if (paths.Count(path => path == ToolStreams.StandardInput) > 1)
        {
            refuse("Standard input (-) can be read only once.");
        }
    }
}
