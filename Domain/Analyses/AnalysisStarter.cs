using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Analyses;

/// <summary>Starts many analyses at once, and analyses again.</summary>
/// <param name="service">Starts one.</param>
/// <param name="samples">The samples.</param>
/// <param name="references">The references.</param>
public sealed class AnalysisStarter(AnalysisService service, Collection<Sample> samples, Collection<Reference> references)
{
    /// <summary>What would be started, and what not and why: nothing is.</summary>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="BadRequestException">There is no such reference or subtraction.</exception>
    /// <exception cref="ValidationException">Nothing is chosen, or too much.</exception>
    public async Task<AnalysisPlan> PlanAsync(Viewer viewer, AnalysisStart start, CancellationToken cancellation = default)
    {
        await new AnalysisStartValidator().ValidateAndThrowAsync(start, cancellation);
        var pairs = new List<PlannedAnalysis>();
        foreach (var sampleId in start.SampleIds.Distinct(StringComparer.Ordinal))
        {
            var sample = await samples.GetAsync(viewer, sampleId, cancellation) ?? throw new NotFoundException("There is no such sample.");
            foreach (var referenceId in start.ReferenceIds.Distinct(StringComparer.Ordinal))
            {
                pairs.Add(await PlanAsync(viewer, sample, DraftOf(start, referenceId), cancellation));
            }
        }

        return new AnalysisPlan(pairs);
    }

    /// <summary>Starts what can be started; the rest is told with its reason.</summary>
    /// <inheritdoc cref="PlanAsync(Viewer, AnalysisStart, CancellationToken)"/>
    /// <exception cref="NotPermittedException">The viewer may change none of the samples.</exception>
    /// <exception cref="RefusedException">Nothing could be started.</exception>
    public async Task<StartedAnalyses> StartAsync(Viewer viewer, AnalysisStart start, CancellationToken cancellation = default)
    {
        var plan = await PlanAsync(viewer, start, cancellation);
        await DemandAnyAsync(viewer, plan, cancellation);
        var made = new List<Analysis>();
        var refused = new List<PlannedAnalysis>();
        foreach (var pair in plan.Pairs)
        {
            try
            {
                if (pair.Obstacle is null)
                {
                    made.Add(await service.RequestAsync(viewer, pair.Sample.Id, DraftOf(start, pair.Reference.Id), cancellation));
                    continue;
                }

                refused.Add(pair);
            }
            catch (Exception exception) when (exception is RefusedException or NotPermittedException or NotFoundException or BadRequestException)
            {
                refused.Add(pair with { Obstacle = exception.Message });
            }
        }

        return made.Count > 0 ? new StartedAnalyses(made, refused) : throw new RefusedException(refused[0].Obstacle!);
    }

    /// <summary>Makes an analysis again: of the sample's reads as they are today, with the same choices and the newest index of the same reference.</summary>
    /// <exception cref="NotFoundException">There is no such analysis.</exception>
    /// <exception cref="BadRequestException">Its reference or a subtraction is gone.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the sample.</exception>
    /// <exception cref="RefusedException">It is being made at this moment; or the sample, the reference or a subtraction is not ready.</exception>
    public async Task<Analysis> AgainAsync(Viewer viewer, string analysisId, CancellationToken cancellation = default)
    {
        var analysis = await service.GetAsync(viewer, analysisId, cancellation);
        var sample = await samples.GetAsync(viewer, analysis.Sample.Id, cancellation) ?? throw new NotFoundException("There is no such sample.");
        viewer.Demand(sample, Right.Write);
        if (analysis.State == AnalysisState.Pending)
        {
            throw new RefusedException("This analysis is being made at this moment. Wait for it, or cancel its job.");
        }

        var draft = new AnalysisDraft(analysis.Workflow, analysis.Reference.Id)
        {
            SubtractionIds = [.. analysis.Subtractions.Select(link => link.Id)],
            MapsWholeLibrary = analysis.MapsWholeLibrary,
            RerunOf = analysis.Id,
        };
        return await service.RequestAsync(viewer, sample.Id, draft, cancellation);
    }

    private async Task DemandAnyAsync(Viewer viewer, AnalysisPlan plan, CancellationToken cancellation)
    {
        if (plan.JobCount == 0 && await samples.GetAsync(viewer, plan.Pairs[0].Sample.Id, cancellation) is { } sample)
        {
            viewer.Demand(sample, Right.Write);
        }
    }

    private static AnalysisDraft DraftOf(AnalysisStart start, string referenceId) =>
        new(start.Workflow, referenceId) { SubtractionIds = start.SubtractionIds, MapsWholeLibrary = start.MapsWholeLibrary };

    private async Task<PlannedAnalysis> PlanAsync(Viewer viewer, Sample sample, AnalysisDraft draft, CancellationToken cancellation)
    {
        var link = new Link(sample.Id, sample.Name);
        if (!viewer.Decide(sample, Right.Write))
        {
            var reference = await references.GetAsync(viewer, draft.ReferenceId, cancellation) ?? throw new BadRequestException("There is no such reference.");
            return new PlannedAnalysis(link, new Link(reference.Id, reference.Name), $"You may see {sample.Name}, but not change it. Ask {sample.User.Name}, whose it is, to let you.");
        }

        var request = await service.RequestOfAsync(viewer, sample, draft, cancellation);
        return new PlannedAnalysis(link, request.Reference, await service.ObstacleAsync(sample, request, cancellation));
    }
}
