using Virtool.Bio;
using Virtool.Bio.Pathoscope;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>
/// Finds known viruses in the raw reads of a sample. Argument: <c>analysis_id</c>; the analysis names the rest. A sample without reads, and one
/// without a match, have an ordinary result without hits. Kept in the analysis's folder: <c>result.json</c> and <c>depth.json</c> with every number.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="results">Their hits.</param>
/// <param name="samples">The samples.</param>
/// <param name="data">Where things lie.</param>
/// <param name="time">The clock.</param>
public sealed class PathoscopeWorkflow(
    IDocumentStore store,
    Collection<Analysis> analyses,
    Collection<AnalysisResult> results,
    Collection<Sample> samples,
    DataFolder data,
    TimeProvider time) : IWorkflow
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
        Step("map_default_isolates", "Map to default isolates", "Looks for viruses that any read matches.", MapDefaultAsync, PathoscopeMapping.Virtool, Bowtie2.Mapper),
        Step("write_isolate_fasta", "Write isolate FASTA", "Collects every isolate of the viruses that were matched.", PathoscopeCandidates.WriteAsync),
        Step("build_isolate_index", "Build isolate index", "Builds an index of these isolates.", (context, _, token) => PathoscopeMapping.BuildAsync(context, token), Bowtie2.Builder),
        Step("map_isolates", "Map to isolates", "Maps the reads to every isolate.", MapIsolatesAsync, PathoscopeMapping.Virtool, Bowtie2.Mapper),
        Step("map_subtraction", "Map to subtraction", "Maps the reads that matched to the host.", PathoscopeMapping.MapSubtractionsAsync, Bowtie2.Mapper),
        Step("pathoscope", "Pathoscope", "Leaves the host's reads out, and gives each read to the virus that it fits best.", PathoscopeMapping.RunAsync, PathoscopeMapping.Virtool),
        Step("import_results", "Save results", "Saves the hits.", ImportAsync),
    ];

    /// <inheritdoc />
    public async Task CleanUpAsync(Job job, CancellationToken cancellation)
    {
        await store.CommitAsync(
            async token =>
            {
                var analysis = await analyses.GetAsync(job.Argument("analysis_id"), token);
                return analysis is not { State: AnalysisState.Pending }
                    ? []
                    : await WithTagAsync(analysis with { State = AnalysisState.Failed, Error = job.Sentence(), FinishedAt = time.GetUtcNow() }, token);
            },
            cancellation);
        if (await analyses.GetAsync(job.Argument("analysis_id"), cancellation) is { State: AnalysisState.Failed } failed)
        {
            PublishedFolder.Remove(data.Analysis(failed.Sample.Id, failed.Id));
        }
    }

    // An attempt that was cut off after it had published leaves nothing to do for the next one.
    private WorkflowStep Step(
        string name,
        string title,
        string explanation,
        Func<StepContext, Analysis, CancellationToken, Task> run,
        params IReadOnlyList<string> tools) => new(
        name,
        title,
        explanation,
        async (context, cancellation) =>
        {
            var analysis = await AnalysisAsync(context.Job, cancellation);
            if (analysis.State == AnalysisState.Failed)
            {
                analysis = await ReopenAsync(context.Job, cancellation);
            }

            if (analysis.State == AnalysisState.Pending)
            {
                await run(context, analysis, cancellation);
            }
        })
    {
        Tools = tools,
    };

    // A job that is tried again after its clean-up.
    private async Task<Analysis> ReopenAsync(Job job, CancellationToken cancellation)
    {
        await store.CommitAsync(
            async token =>
            {
                var analysis = await AnalysisAsync(job, token);
                return analysis.State != AnalysisState.Failed
                    ? []
                    : await WithTagAsync(analysis with { State = AnalysisState.Pending, Error = null, FinishedAt = null }, token);
            },
            cancellation);
        return await AnalysisAsync(job, cancellation);
    }

    private async Task MapDefaultAsync(StepContext context, Analysis analysis, CancellationToken cancellation) =>
        await PathoscopeMapping.MapDefaultAsync(context, analysis, await SampleAsync(analysis, cancellation), cancellation);

    private async Task MapIsolatesAsync(StepContext context, Analysis analysis, CancellationToken cancellation) =>
        await PathoscopeMapping.MapIsolatesAsync(context, await SampleAsync(analysis, cancellation), cancellation);

    private async Task ImportAsync(StepContext context, Analysis analysis, CancellationToken cancellation)
    {
        var folder = new PathoscopeFolder(context);
        var kept = data.Analysis(analysis.Sample.Id, analysis.Id);
        PublishedFolder.Publish(folder.Kept, kept);
        var found = await PathoscopeCandidates.ReadAsync<PathoscopeResult>(Path.Combine(kept, Path.GetFileName(folder.Result)), cancellation);
        var depths = await PathoscopeCandidates.ReadAsync<Dictionary<string, SequenceDepth>>(Path.Combine(kept, Path.GetFileName(folder.Depth)), cancellation);
        var candidates = await PathoscopeCandidates.ReadAsync<List<HitOtu>>(folder.Otus, cancellation);
        var result = PathoscopeHits.Join(analysis.Id, found, depths, candidates);
        var sample = await SampleAsync(analysis, cancellation);
        await store.CommitAsync(
            async token =>
            {
                var current = await AnalysisAsync(context.Job, token);
                return current.State == AnalysisState.Ready
                    ? []
                    : [results.ToInsert(result), .. await WithTagAsync(Finished(current, context.Job, found, result, sample), token)];
            },
            cancellation);
    }

    private Analysis Finished(Analysis analysis, Job job, PathoscopeResult found, AnalysisResult result, Sample sample) => analysis with
    {
        State = AnalysisState.Ready,
        Error = null,
        FinishedAt = time.GetUtcNow(),
        Parameters = PathoscopeParameters.Kept,
        Tools = ToolsOf(job),
        LibraryReads = sample.Library?.Count,
        ReadCount = found.ReadCount,
        SubtractedCount = found.SubtractedCount,
        HitCount = result.Hits.Count,
        TopHits = PathoscopeHits.Top(result, TopHits),
    };

    private static Dictionary<string, string> ToolsOf(Job job)
    {
        var tools = new Dictionary<string, string>();
        foreach (var (tool, version) in job.Steps.SelectMany(step => step.Tools ?? new Dictionary<string, string>()))
        {
            tools[tool] = version;
        }

        return tools;
    }

    // The analysis, and its sample's tag where that changes by it.
    private async Task<IReadOnlyList<Write>> WithTagAsync(Analysis analysis, CancellationToken cancellation)
    {
        var sample = await samples.GetAsync(analysis.Sample.Id, cancellation);
        if (sample is null)
        {
            return [analyses.ToReplace(analysis)];
        }

        var others = await analyses.FindAsync(
            Where<Analysis>.Is(other => other.Sample.Id, sample.Id) & Where<Analysis>.Is(other => other.Workflow, analysis.Workflow) & Where<Analysis>.IsNot(other => other.Id, analysis.Id),
            cancellation);
        var tag = SampleRules.Tag(others.Select(other => other.State).Append(analysis.State));

        // Written even where the tag stays: an analysis of the same sample that ends in this moment conflicts, and is counted.
        return [analyses.ToReplace(analysis), samples.ToReplace(sample with { Pathoscope = tag })];
    }

    private async Task<Analysis> AnalysisAsync(Job job, CancellationToken cancellation) =>
        await analyses.GetAsync(job.Argument("analysis_id"), cancellation)
        ?? throw new InputException("The analysis was deleted, so it has no result.");

    private async Task<Sample> SampleAsync(Analysis analysis, CancellationToken cancellation) =>
        await samples.GetAsync(analysis.Sample.Id, cancellation)
        ?? throw new InputException("The sample was deleted, so it cannot be analysed.");
}
