using Virtool.Domain.Hmms;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>What decides on the result of a NuVs analysis; kept with it. Threads, memory and paths do not.</summary>
internal static class NuvsParameters
{
    // What is printed of the alignments is only counted.
    private static readonly string[] Quiet = ["--no-unal", "--no-hd", "--no-sq"];

    /// <summary>Reads against viruses and hosts: one alignment of each is enough.</summary>
    public static IReadOnlyList<string> Elimination { get; } = ["-k", "1", "--very-fast-local", .. Quiet];

    /// <summary>The assembled reads against the contigs, each where it fits best.</summary>
    public static IReadOnlyList<string> Depth { get; } = ["--local", .. Quiet, "-N", "0"];

    /// <summary>What SPAdes is told of a sample.</summary>
    public static IReadOnlyList<string> AssemblyOf(Sample sample, TrimmedReads reads) =>
        ["-k", sample.LibraryType == LibraryType.Srna ? "17,21,23" : "21,33,55,75", "--phred-offset", OffsetOf(reads.Library)];

    /// <summary>By step, as the analysis keeps them.</summary>
    public static IReadOnlyDictionary<string, string> KeptOf(Sample sample, TrimmedReads? reads, HmmStatus profiles) => new Dictionary<string, string>
    {
        ["prepare_reads"] = reads is null ? "" : string.Join(' ', TrimRules.OptionsOf(reads.Parameters)),
        ["eliminate_otus"] = string.Join(' ', Elimination),
        ["eliminate_subtraction"] = string.Join(' ', Elimination),
        ["assemble"] = reads is null ? "" : string.Join(' ', AssemblyOf(sample, reads)),
        ["least_contig_bases"] = "300",
        ["least_orf_amino_acids"] = "100",
        ["profiles"] = profiles.Source,
        ["profiles_sha256"] = profiles.Sha256,
        ["map_contigs"] = string.Join(' ', Depth),
    };

    // SPAdes guesses by the letters, and gives up where all bases have the same quality. Letters that both ways of writing have are told apart by what is left
    // after trimming: reads of a mean quality of 25 and more have bases of 30 and more.
    private static string OffsetOf(LibrarySummary? library) =>
        library is { Encoding: { } encoding, Q30: > 0 } && encoding.StartsWith("Illumina", StringComparison.Ordinal) ? "64" : "33";
}
