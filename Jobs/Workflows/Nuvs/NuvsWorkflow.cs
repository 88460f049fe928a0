using Virtool.Data.Collections;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Files;
using Virtool.Domain.Hmms;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;
using Virtool.Domain.Trimming;
using Virtool.Jobs.Processes;
using Virtool.Jobs.Workflows.Analyses;
using Virtool.Jobs.Workflows.Publishing;
using Virtool.Jobs.Workflows.Trimming;

namespace Virtool.Jobs.Workflows.Nuvs;

/// <summary>
/// Finds viruses that no reference has: assembles the reads that neither a virus of the reference nor a host has, and looks for profiles of viral proteins in the contigs.
/// Argument: <c>analysis_id</c>; the analysis names the rest. A sample without reads, and one of which nothing is left or assembled, have an ordinary result
/// without contigs, which says why. What is kept in the analysis's folder: <see cref="ContigFiles"/>.
/// </summary>
/// <param name="runs">Opens and ends the analyses.</param>
/// <param name="trimming">Gives the trimmed reads.</param>
/// <param name="results">The contigs.</param>
/// <param name="profiles">Gives the profiles.</param>
/// <param name="data">Where things lie.</param>
public sealed class NuvsWorkflow(AnalysisRuns runs, ReadTrimming trimming, Collection<NuvsResult> results, HmmService profiles, DataFolder data) : IWorkflow
{
    /// <inheritdoc />
    public string Name => AnalysisService.Nuvs;

    /// <inheritdoc />
    public string Title => "NuVs";

    /// <inheritdoc />
    public WorkflowSize Size => WorkflowSize.Large;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        runs.Step("prepare_reads", "Trim reads", "Cuts adapters and bad ends off the reads and measures what is left, or takes reads that were trimmed in the same way before.", PrepareReadsAsync, TrimRules.Tool, Toolbox.Virtool),
        runs.Step("eliminate_otus", "Eliminate known viruses", "Takes away the reads that a virus of the reference has.", EliminateVirusesAsync, Toolbox.Virtool, Bowtie2.Mapper),
        runs.Step("eliminate_subtraction", "Eliminate hosts", "Takes away the reads that a host has.", NuvsElimination.EliminateHostsAsync, Toolbox.Virtool, Bowtie2.Mapper),
        runs.Step("reunite_pairs", "Reunite pairs", "Brings back the mates of the reads that are left.", ReuniteAsync, Toolbox.Virtool),
        runs.Step("assemble", "Assemble", "Assembles the reads that are left to contigs.", AssembleAsync, NuvsAssembly.Spades),
        runs.Step("process_fasta", "Find reading frames", "Looks for open reading frames in the contigs.", (context, _, token) => NuvsContigs.FindOrfsAsync(context, token), Toolbox.Virtool),
        runs.Step("map_contigs", "Map to contigs", "Maps the assembled reads to the contigs, to tell how deep each is covered.", MapAsync, Bowtie2.Builder, Toolbox.Virtool, Bowtie2.Mapper),
        runs.Step("prepare_hmm", "Prepare profiles", "Copies the installed profiles of viral proteins.", (context, _, token) => NuvsProfiles.PrepareAsync(context, profiles, token), NuvsProfiles.Press),
        runs.Step("vfam", "Find profiles", "Looks for the profiles in the reading frames.", (context, _, token) => NuvsProfiles.ScanAsync(context, token), NuvsProfiles.Scan),
        runs.Step("import_results", "Save results", "Saves the contigs.", ImportAsync),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        await trimming.CleanUpAsync(job, cancellation);
        await runs.CleanUpAsync(job, cancellation);
    }

    private async Task PrepareReadsAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        if ((await runs.SampleAsync(analysis, cancellation)).Library is not { Count: 0 })
        {
            await trimming.PrepareAsync(context, analysis, cancellation);
        }
    }

    private async Task EliminateVirusesAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        if (await TrimmedAsync(analysis, cancellation) is { Files: { Count: > 0 } files })
        {
            await NuvsElimination.EliminateVirusesAsync(context, analysis, files, cancellation);
        }
    }

    private async Task ReuniteAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        if (await TrimmedAsync(analysis, cancellation) is { Files: { Count: > 0 } files })
        {
            await NuvsElimination.ReuniteAsync(context, analysis, files, cancellation);
        }
    }

    private async Task AssembleAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var sample = await runs.SampleAsync(analysis, cancellation);
        var trimmed = await TrimmedAsync(analysis, cancellation);
        var options = trimmed.Reads is { } reads ? NuvsParameters.AssemblyOf(sample, reads) : [];
        await NuvsAssembly.AssembleAsync(context, NuvsElimination.Left(new NuvsFolder(context), analysis, sample.Paired), options, cancellation);
    }

    private async Task MapAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var sample = await runs.SampleAsync(analysis, cancellation);
        await NuvsContigs.MapAsync(context, NuvsElimination.Left(new NuvsFolder(context), analysis, sample.Paired), cancellation);
    }

    private async Task ImportAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new NuvsFolder(context);
        var sample = await runs.SampleAsync(analysis, cancellation);
        var (reads, _) = await TrimmedAsync(analysis, cancellation);
        var taken = await NuvsProfiles.TakenAsync(folder, cancellation);
        var result = await NuvsJoin.JoinAsync(folder, analysis, sample, reads, taken, cancellation);
        var stored = await NuvsJoin.KeepAsync(folder, result, cancellation);
        PublishedFolder.Publish(folder.Kept, data.Analysis(analysis.Sample.Id, analysis.Id));
        var parameters = NuvsParameters.KeptOf(sample, reads, taken.Status);
        await runs.FinishAsync(
            context.Job,
            current => current with
            {
                Parameters = parameters,
                Tools = ToolsOf(current, reads),
                LibraryReads = sample.Library?.Count,
                ContigCount = result.Contigs.Count,
                HitCount = result.Contigs.Count(contig => contig.LeastE is not null),
            },
            [results.ToInsert(stored)],
            cancellation);
    }

    // Reads that were trimmed before, by whatever job, are of the version that made them.
    private static SortedDictionary<string, string> ToolsOf(Analysis analysis, TrimmedReads? reads)
    {
        var tools = new SortedDictionary<string, string>(analysis.Tools.ToDictionary(), StringComparer.Ordinal);
        if (reads?.Program.Split('-', 2) is [var tool, var version])
        {
            tools[tool] = version;
        }

        return tools;
    }

    // Of a sample without reads there are none; of one of which trimming left nothing there is no file to go on with.
    private async Task<(TrimmedReads? Reads, IReadOnlyList<string> Files)> TrimmedAsync(Analysis analysis, CancellationToken cancellation)
    {
        if ((await runs.SampleAsync(analysis, cancellation)).Library is { Count: 0 })
        {
            return (null, []);
        }

        var (reads, files) = await trimming.TakeAsync(analysis, cancellation);
        return (reads, reads.Library is { Count: 0 } ? [] : files);
    }
}
