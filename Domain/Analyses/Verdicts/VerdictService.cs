using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses.Verdicts;

/// <summary>What the lab says of hits.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="analyses">The analyses.</param>
/// <param name="viruses">What they found.</param>
/// <param name="verdicts">What was said of it.</param>
/// <param name="samples">The samples, whose rights count.</param>
/// <param name="time">The clock.</param>
public sealed class VerdictService(
    IDocumentStore store, Collection<Analysis> analyses, Collection<AnalysisViruses> viruses, Collection<AnalysisVerdicts> verdicts, Collection<Sample> samples, TimeProvider time)
{
    /// <summary>What was said of an analysis that the viewer may see.</summary>
    public Query<AnalysisVerdicts> Of(Analysis analysis) => Query<AnalysisVerdicts>.ById(analysis.Id);

    /// <summary>What was said of an analysis that the viewer may see; empty where nothing was.</summary>
    /// <param name="analysis">One that the viewer may see.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<AnalysisVerdicts> GetAsync(Analysis analysis, CancellationToken cancellation = default) =>
        await verdicts.GetAsync(analysis.Id, cancellation) ?? new AnalysisVerdicts { Id = analysis.Id, Sample = analysis.Sample };

    /// <summary>Gives a verdict on a hit; earlier ones are kept.</summary>
    /// <inheritdoc cref="GiveAsync(Viewer, string, VerdictDraft, CancellationToken)"/>
    public Task<AnalysisVerdicts> GiveAsync(Viewer viewer, string analysisId, string otuId, VerdictValue value, string note = "", CancellationToken cancellation = default) =>
        GiveAsync(viewer, analysisId, new VerdictDraft(otuId, value, note), cancellation);

    /// <summary>Gives a verdict on a hit; earlier ones are kept.</summary>
    /// <exception cref="NotFoundException">There is no such analysis.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change its sample.</exception>
    /// <exception cref="ValidationException">Something of it is missing or too long.</exception>
    /// <exception cref="BadRequestException">The analysis did not find this virus.</exception>
    /// <exception cref="RefusedException">The analysis is not ready.</exception>
    public async Task<AnalysisVerdicts> GiveAsync(Viewer viewer, string analysisId, VerdictDraft draft, CancellationToken cancellation = default)
    {
        var given = default(AnalysisVerdicts);
        await store.CommitAsync(
            async token =>
            {
                var analysis = await DemandAsync(viewer, analysisId, draft, token);
                var before = await GetAsync(analysis, token);
                var verdict = new Verdict(draft.OtuId!, draft.Value!.Value, new Link(viewer.UserId, viewer.Handle), time.GetUtcNow(), draft.Note?.Trim() ?? "");
                given = before with { Verdicts = [.. before.Verdicts, verdict] };
                return [analyses.ToHold(analysis), before.Revision == 0 ? verdicts.ToInsert(given) : verdicts.ToReplace(given)];
            },
            cancellation);
        return given! with { Revision = given.Revision + 1 };
    }

    private async Task<Analysis> DemandAsync(Viewer viewer, string analysisId, VerdictDraft draft, CancellationToken cancellation)
    {
        var analysis = await analyses.GetAsync(viewer, analysisId, cancellation) ?? throw new NotFoundException("There is no such analysis.");
        var sample = await samples.GetAsync(viewer, analysis.Sample.Id, cancellation) ?? throw new NotFoundException("There is no such sample.");
        viewer.Demand(sample, Right.Write);
        await new VerdictDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        if (analysis.State != AnalysisState.Ready)
        {
            throw new RefusedException("The analysis is not ready, so there is nothing to give a verdict on.");
        }

        return (await viruses.GetAsync(analysisId, cancellation))?.Of(draft.OtuId!) is not null
            ? analysis
            : throw new BadRequestException("The analysis did not find this virus.");
    }
}
