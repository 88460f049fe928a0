using Virtool.Domain.Analyses;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>The files of an attempt at a Pathoscope analysis.</summary>
/// <param name="context">The attempt.</param>
internal sealed class PathoscopeFolder(StepContext context)
{
    /// <summary>What is kept: it becomes the analysis's folder.</summary>
    public string Kept => context.PathOf("analysis");

    /// <summary>Alignments to the default isolates; gone once <see cref="Candidates"/> is there.</summary>
    public string ToDefault => context.PathOf("to_default_isolates.sam");

    /// <summary>Ids of the sequences that reads matched, a JSON array.</summary>
    public string Candidates => context.PathOf("candidates.json");

    /// <summary>The candidate viruses without nucleotides, a JSON array.</summary>
    public string Otus => context.PathOf("otus.json");

    /// <summary>Lengths of the candidates' sequences, a JSON object.</summary>
    public string Lengths => context.PathOf("lengths.json");

    /// <summary>Sequences of every isolate of the candidates; only there, and then whole, where there are any.</summary>
    public string Fasta => context.PathOf("isolates.fa");

    /// <summary>Prefix of their index.</summary>
    public string Index => context.PathOf("isolates");

    /// <summary>Alignments to every isolate.</summary>
    public string ToIsolates => context.PathOf("to_isolates.sam");

    /// <summary>Reads that matched an isolate.</summary>
    public string Mapped => context.PathOf("mapped.fastq");

    /// <summary>Pathoscope's result.</summary>
    public string Result => Path.Combine(Kept, AnalysisFiles.Result);

    /// <summary>The full depth of the hits.</summary>
    public string Depth => Path.Combine(Kept, AnalysisFiles.Depth);

    /// <summary>What sequences are called in the kept alignments.</summary>
    public string Names => Path.Combine(Kept, AnalysisFiles.Names);

    /// <summary>The alignments that were kept after reassignment; gone once they are sorted.</summary>
    public string Reassigned => context.PathOf("reassigned.sam");

    /// <summary>The same, sorted.</summary>
    public string Sorted => Path.Combine(Kept, AnalysisFiles.Alignments);

    /// <summary>Whether there is anything to map to.</summary>
    public bool HasCandidates => File.Exists(Fasta);

    /// <summary>Whether any read matched an isolate.</summary>
    public bool HasMapped => File.Exists(Mapped) && new FileInfo(Mapped).Length > 0;

    /// <summary>Alignments to a host, numbered from 1.</summary>
    public string ToSubtraction(int number) => context.PathOf(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"to_subtraction_{number}.sam"));

    /// <summary>How many reads of the library a host has, numbered from 1; a JSON object.</summary>
    public string HostReads(int number) => context.PathOf(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"host_reads_{number}.json"));

    /// <summary>The reads of the library that a host does not have, numbered from 1.</summary>
    public string WithoutHost(int number) => context.PathOf(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"without_host_{number}.fastq"));
}
