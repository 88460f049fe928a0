using System.Globalization;
using Virtool.Domain.Analyses.Contigs;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>The files of an attempt at a NuVs analysis. What a step made is left until the job's end: a later one that fails, as for want of memory, goes on from there.</summary>
/// <param name="context">The attempt.</param>
internal sealed class NuvsFolder(StepContext context)
{
    /// <summary>What is kept: it becomes the analysis's folder.</summary>
    public string Kept => context.PathOf("analysis");

    /// <summary>Reads that no virus of the reference has.</summary>
    public string WithoutViruses => context.PathOf("unmapped_otus.fq");

    /// <summary>How many reads the viruses have; a JSON object.</summary>
    public string VirusReads => context.PathOf("known_reads.json");

    /// <summary>Both mates of the pairs that are left.</summary>
    public string First => context.PathOf("unmapped_1.fq");

    /// <summary>The second mates.</summary>
    public string Second => context.PathOf("unmapped_2.fq");

    /// <summary>How many pairs are left; a JSON object.</summary>
    public string Pairs => context.PathOf("pairs.json");

    /// <summary>Where SPAdes works.</summary>
    public string Spades => context.PathOf("spades");

    /// <summary>All contigs; empty where there are none.</summary>
    public string Assembly => context.PathOf("assembly.fa");

    /// <summary>SPAdes found too few reads to make anything of them.</summary>
    public string TooFew => context.PathOf("too_few");

    /// <summary>The reading frames of all contigs, as <c>virtool tool orfs</c> prints them.</summary>
    public string Orfs => context.PathOf("orfs.json");

    /// <summary>The contigs with reading frames, a JSON object a line.</summary>
    public string Contigs => context.PathOf("contigs.json");

    /// <summary>The same as FASTA; empty where there are none.</summary>
    public string ContigsFasta => context.PathOf("contigs.fa");

    /// <summary>The proteins of the reading frames; empty where there are none.</summary>
    public string Proteins => context.PathOf("orfs.fa");

    /// <summary>A copy of the profiles.</summary>
    public string Profiles => context.PathOf("profiles.hmm");

    /// <summary>Which they are: a JSON object.</summary>
    public string Taken => context.PathOf("profiles.json");

    /// <summary>HMMER's table of hits; only there where there are proteins.</summary>
    public string Hits => context.PathOf("hmm.tsv");

    /// <summary>Prefix of the contigs' index.</summary>
    public string Index => context.PathOf("contigs");

    /// <summary>What the reads say of the contigs; a JSON object by name.</summary>
    public string Depths => context.PathOf("depths.json");

    /// <summary>The depth along the contigs.</summary>
    public string Depth => Path.Combine(Kept, ContigFiles.Depth);

    /// <summary>Reads that a host does not have, numbered from 1.</summary>
    public string WithoutHost(int number) => context.PathOf(string.Create(CultureInfo.InvariantCulture, $"unmapped_hosts_{number}.fq"));

    /// <summary>How many reads a host has, numbered from 1; a JSON object.</summary>
    public string HostReads(int number) => context.PathOf(string.Create(CultureInfo.InvariantCulture, $"host_reads_{number}.json"));

    /// <summary>The reads that are left after so many hosts.</summary>
    public string Left(int hosts) => hosts == 0 ? WithoutViruses : WithoutHost(hosts);

    /// <summary>Whether a file is there, and has something in it.</summary>
    public static bool Has(string path) => File.Exists(path) && new FileInfo(path).Length > 0;
}
