using Virtool.Bio;
using Virtool.Bio.Pathoscope;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Analyses.Judging;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.References;
using Virtool.Domain.Samples;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>
/// Finds known viruses in the raw reads of a sample. Argument: <c>analysis_id</c>; the analysis names the rest. A sample without reads, and one
/// without a match, have an ordinary result without hits. What is kept in the analysis's folder: <see cref="AnalysisFiles"/>.
/// </summary>
/// <param name="runs">Opens and ends the analyses.</param>
/// <param name="results">Their hits.</param>
/// <param name="viruses">Their viruses in short.</param>
/// <param name="references">The references, which have an internal control.</param>
/// <param name="rules">By what viruses are judged.</param>
/// <param name="data">Where things lie.</param>
public sealed class PathoscopeWorkflow(
    AnalysisRuns runs,
    Collection<AnalysisResult> results,
    Collection<AnalysisViruses> viruses,
    Collection<Reference> references,
    TrustRuleService rules,
    DataFolder data) : IWorkflow
{
    private const int TopHits = 3;

    /// <inheritdoc />
    public string Name => AnalysisService.Pathoscope;

    /// <inheritdoc />
    public string Title => "Pathoscope";

    /// <inheritdoc />
    public WorkflowSize Size => WorkflowSize.Large;

    /// <inheritdoc />
    public IReadOnlyList<WorkflowStep> Steps =>
    [
        runs.Step("map_default_isolates", "Map to default isolates", "Looks for viruses that any read matches.", MapDefaultAsync, PathoscopeMapping.Virtool, Bowtie2.Mapper),
        runs.Step("write_isolate_fasta", "Write isolate FASTA", "Collects every isolate of the viruses that were matched.", PathoscopeCandidates.WriteAsync),
        runs.Step("build_isolate_index", "Build isolate index", "Builds an index of these isolates.", (context, _, token) => PathoscopeMapping.BuildAsync(context, token), Bowtie2.Builder),
        runs.Step("map_isolates", "Map to isolates", "Maps the reads to every isolate.", MapIsolatesAsync, PathoscopeMapping.Virtool, Bowtie2.Mapper),
        runs.Step("map_subtraction", "Map to subtraction", "Maps the reads that matched to the host.", PathoscopeMapping.MapSubtractionsAsync, Bowtie2.Mapper),
        runs.Step("map_library", "Map library to hosts", "Maps the whole library to the hosts, where that was chosen, to tell how much of it is theirs.", MapLibraryAsync, PathoscopeMapping.Virtool, Bowtie2.Mapper),
        runs.Step("pathoscope", "Pathoscope", "Leaves the host's reads out, and gives each read to the virus that it fits best.", PathoscopeMapping.RunAsync, PathoscopeMapping.Virtool),
        runs.Step("sort_alignments", "Sort alignments", "Sorts the alignments that reads were given to, so that they can be looked at.", (context, _, token) => PathoscopeMapping.SortAsync(context, token), Samtools.Tool),
        runs.Step("import_results", "Save results", "Saves the hits.", ImportAsync),
    ];

    /// <inheritdoc />
    public Task CleanUpAsync(Job job, CancellationToken cancellation) => runs.CleanUpAsync(job, cancellation);

    private async Task MapDefaultAsync(StepContext context, Analysis analysis, CancellationToken cancellation) =>
        await PathoscopeMapping.MapDefaultAsync(context, analysis, await runs.SampleAsync(analysis, cancellation), cancellation);

    private async Task MapIsolatesAsync(StepContext context, Analysis analysis, CancellationToken cancellation) =>
        await PathoscopeMapping.MapIsolatesAsync(context, await runs.SampleAsync(analysis, cancellation), cancellation);

    private async Task MapLibraryAsync(StepContext context, Analysis analysis, CancellationToken cancellation) =>
        await PathoscopeMapping.MapLibraryAsync(context, analysis, await runs.SampleAsync(analysis, cancellation), cancellation);

    private async Task ImportAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        var kept = data.Analysis(analysis.Sample.Id, analysis.Id);
        PublishedFolder.Publish(folder.Kept, kept);
        var found = await PathoscopeCandidates.ReadAsync<PathoscopeResult>(Path.Combine(kept, AnalysisFiles.Result), cancellation);
        var candidates = await PathoscopeCandidates.ReadAsync<List<HitOtu>>(folder.Otus, cancellation);
        var joined = await PathoscopeHits.JoinAsync(analysis.Id, found, DepthFile.ReadAsync(Path.Combine(kept, AnalysisFiles.Depth), cancellation), candidates);
        var reference = await references.GetAsync(analysis.Reference.Id, cancellation);
        var summary = VirusSummary.Of(joined.Result, found.ReadCount, await rules.NewestAsync(cancellation), joined.GenomeOf, reference?.InternalControl);
        var stored = await StoredAsync(joined.Result, kept, cancellation);
        var hosts = await HostReadsAsync(analysis, folder, cancellation);
        var sample = await runs.SampleAsync(analysis, cancellation);
        await runs.FinishAsync(
            context.Job,
            current => Finished(current, found, summary, sample) with { HitCount = joined.Result.Hits.Count, HostReads = hosts },
            [results.ToInsert(stored), viruses.ToInsert(summary)],
            cancellation);
    }

    // Behind the folder's publishing: so it is there before the document that names it, in whatever moment this ends.
    private static async Task<AnalysisResult> StoredAsync(AnalysisResult result, string kept, CancellationToken cancellation)
    {
        if (PathoscopeHits.FitsDocument(result))
        {
            return result;
        }

        await WholeFile.WriteAsync(Path.Combine(kept, AnalysisFiles.Hits), (stream, token) => AnalysisFiles.WriteHitsAsync(stream, result, token), cancellation);
        return new AnalysisResult { Id = result.Id, InFile = true };
    }

    private static async Task<long?> HostReadsAsync(Analysis analysis, PathoscopeFolder folder, CancellationToken cancellation)
    {
        if (!analysis.MapsWholeLibrary)
        {
            return null;
        }

        var sum = 0L;
        for (var number = 1; number <= analysis.Subtractions.Count; number++)
        {
            sum += File.Exists(folder.HostReads(number)) ? (await PathoscopeCandidates.ReadAsync<Dictionary<string, long>>(folder.HostReads(number), cancellation))["reads"] : 0;
        }

        return sum;
    }

    private static Analysis Finished(Analysis analysis, PathoscopeResult found, AnalysisViruses summary, Sample sample) => analysis with
    {
        Parameters = PathoscopeParameters.Kept,
        LibraryReads = sample.Library?.Count,
        ReadCount = found.ReadCount,
        SubtractedCount = found.SubtractedCount,
        AmbiguousCount = found.AmbiguousCount,
        RuleVersion = summary.RuleVersion,
        TopHits = VirusSummary.Top(summary, TopHits),
    };
}
