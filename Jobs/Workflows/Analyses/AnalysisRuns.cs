using Virtool.Bio;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Samples;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.Workflows.Analyses;

/// <summary>What every workflow that analyses samples does with its analysis: opens it, ends it, and keeps the sample's tag right. The job's argument <c>analysis_id</c> names it.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="samples">The samples.</param>
/// <param name="data">Where things lie.</param>
/// <param name="time">The clock.</param>
public sealed class AnalysisRuns(IDocumentStore store, Collection<Analysis> analyses, Collection<Sample> samples, DataFolder data, TimeProvider time)
{
    /// <summary>A step that does nothing where the analysis has its result already: an attempt that was cut off after it had published leaves nothing to do for the next one.</summary>
    public WorkflowStep Step(
        string name, string title, string explanation, Func<StepContext, Analysis, CancellationToken, Task> run, params IReadOnlyList<string> tools) => new(
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

    /// <summary>The clean-up: the analysis stays, with the reason; what was published of it goes.</summary>
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

    /// <summary>Writes, in one batch, that the analysis is ready, its sample's tag, and its results. Once: where it is ready already, nothing.</summary>
    /// <param name="job">The job.</param>
    /// <param name="finish">Gives the ready analysis, with the job's tools, what else it is to keep.</param>
    /// <param name="writes">Its results.</param>
    /// <param name="cancellation">The server stops.</param>
    public Task FinishAsync(Job job, Func<Analysis, Analysis> finish, IReadOnlyList<Write> writes, CancellationToken cancellation) => store.CommitAsync(
        async token =>
        {
            var current = await AnalysisAsync(job, token);
            if (current.State == AnalysisState.Ready)
            {
                return [];
            }

            var ready = finish(current with { State = AnalysisState.Ready, Error = null, FinishedAt = time.GetUtcNow(), Tools = ToolsOf(job) });
            return [.. writes, .. await WithTagAsync(ready, token)];
        },
        cancellation);

    /// <summary>The analysis.</summary>
    /// <exception cref="InputException">It was deleted.</exception>
    public async Task<Analysis> AnalysisAsync(Job job, CancellationToken cancellation) =>
        await analyses.GetAsync(job.Argument("analysis_id"), cancellation)
        ?? throw new InputException("The analysis was deleted, so it has no result.");

    /// <summary>Its sample.</summary>
    /// <exception cref="InputException">It was deleted.</exception>
    public async Task<Sample> SampleAsync(Analysis analysis, CancellationToken cancellation) =>
        await samples.GetAsync(analysis.Sample.Id, cancellation)
        ?? throw new InputException("The sample was deleted, so it cannot be analysed.");

    private static Dictionary<string, string> ToolsOf(Job job)
    {
        var tools = new Dictionary<string, string>();
        foreach (var (tool, version) in job.Steps.SelectMany(step => step.Tools ?? new Dictionary<string, string>()))
        {
            tools[tool] = version;
        }

        return tools;
    }

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
        return [analyses.ToReplace(analysis), samples.ToReplace(sample.WithTag(analysis.Workflow, tag))];
    }
}
