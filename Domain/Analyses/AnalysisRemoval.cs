using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses.Contigs;
using Virtool.Domain.Analyses.Verdicts;
using Virtool.Domain.Blasts;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Trash;
using Virtool.Domain.Trimming;

namespace Virtool.Domain.Analyses;

/// <summary>Removes analyses: they go to the trash with all that was found.</summary>
/// <param name="analyses">The analyses.</param>
/// <param name="results">Their hits.</param>
/// <param name="viruses">Their viruses in short.</param>
/// <param name="contigs">Their contigs.</param>
/// <param name="blasts">What was looked for with these.</param>
/// <param name="verdicts">What was said of them.</param>
/// <param name="samples">The samples, whose rights count.</param>
/// <param name="jobs">The jobs that made them.</param>
/// <param name="trimming">Removes trimmed reads that nothing uses any more.</param>
/// <param name="trash">Where they go.</param>
/// <param name="data">Where their files lie.</param>
public sealed class AnalysisRemoval(
    Collection<Analysis> analyses,
    Collection<AnalysisResult> results,
    Collection<AnalysisViruses> viruses,
    Collection<NuvsResult> contigs,
    Collection<Blast> blasts,
    Collection<AnalysisVerdicts> verdicts,
    Collection<Sample> samples,
    Collection<Job> jobs,
    TrimmingService trimming,
    TrashService trash,
    DataFolder data)
{
    /// <summary>Removes an analysis.</summary>
    /// <exception cref="NotFoundException">There is no such analysis.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change its sample.</exception>
    /// <exception cref="RefusedException">Its job waits or runs.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        while (true)
        {
            var analysis = await analyses.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such analysis.");
            var sample = await samples.GetAsync(viewer, analysis.Sample.Id, cancellation) ?? throw new NotFoundException("There is no such sample.");
            viewer.Demand(sample, Right.Write);
            if (analysis.State == AnalysisState.Pending)
            {
                throw new RefusedException("This analysis is being made at this moment. Cancel its job first, then remove it.");
            }

            try
            {
                await trash.TakeAsync(await OrderAsync(viewer, analysis, sample, cancellation), cancellation);
                await trimming.RemoveUnusedAsync(analysis, cancellation);
                return;
            }
            catch (ConflictException)
            {
                // Somebody else has changed the sample or the analysis in between: look again.
            }
        }
    }

    /// <summary>The documents of an analysis: itself, its hits or contigs, its viruses, what was looked for, what was said of them. They go together.</summary>
    public async Task<IReadOnlyList<TrashDocument>> DocumentsAsync(Analysis analysis, CancellationToken cancellation = default)
    {
        var documents = new List<TrashDocument> { TrashDocument.Of(analyses, analysis) };
        if (await results.GetAsync(analysis.Id, cancellation) is { } result)
        {
            documents.Add(TrashDocument.Of(results, result));
        }

        if (await viruses.GetAsync(analysis.Id, cancellation) is { } found)
        {
            documents.Add(TrashDocument.Of(viruses, found));
        }

        if (await contigs.GetAsync(analysis.Id, cancellation) is { } assembled)
        {
            documents.Add(TrashDocument.Of(contigs, assembled));
        }

        var searches = await blasts.FindAsync(Where<Blast>.Is(blast => blast.AnalysisId, analysis.Id), cancellation);
        documents.AddRange(searches.Select(blast => TrashDocument.Of(blasts, blast)));
        if (await verdicts.GetAsync(analysis.Id, cancellation) is { } said)
        {
            documents.Add(TrashDocument.Of(verdicts, said));
        }

        return documents;
    }

    private async Task<TrashOrder> OrderAsync(Viewer viewer, Analysis analysis, Sample sample, CancellationToken cancellation)
    {
        var others = await analyses.FindAsync(
            Where<Analysis>.Is(other => other.Sample.Id, sample.Id) & Where<Analysis>.Is(other => other.Workflow, analysis.Workflow) & Where<Analysis>.IsNot(other => other.Id, analysis.Id),
            cancellation);
        var tag = SampleRules.Tag(others.Select(other => other.State));
        var order = new TrashOrder(data.Analysis(sample.Id, analysis.Id), $"{sample.Name} / {analysis.Reference.Name}", "analysis", $"{viewer.Handle} removed it.")
        {
            By = new Link(viewer.UserId, viewer.Handle),
            Owner = sample.User,
            Documents = await DocumentsAsync(analysis, cancellation),
        };

        // The rights of the sample reach the job through the analysis: without it, the job is for those alone who may see the analysis in the trash.
        var job = await jobs.GetAsync(analysis.JobId, cancellation);
        return order with { Also = [samples.ToReplace(sample.WithTag(analysis.Workflow, tag)), .. job is null ? (Write[])[] : [jobs.ToReplace(job with { Readers = order.Readers })]] };
    }
}
