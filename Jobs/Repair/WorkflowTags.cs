using Microsoft.Extensions.Logging;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Samples;

namespace Virtool.Jobs.Repair;

/// <summary>The tags that say on each sample what it has of a workflow.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">Their analyses.</param>
/// <param name="log">The log.</param>
internal sealed class WorkflowTags(IDocumentStore store, Collection<Sample> samples, Collection<Analysis> analyses, ILogger<WorkflowTags> log)
{
    private const int SamplesAtOnce = 500;

    /// <summary>Counts them all again, some samples at a time.</summary>
    public async Task CountAsync(CancellationToken cancellation)
    {
        var query = Query<Sample>.All.Window(0, SamplesAtOnce);
        while (await samples.FindAsync(query, cancellation) is { Count: > 0 } some)
        {
            var found = (await analyses.FindAsync(Where<Analysis>.IsIn(analysis => analysis.Sample.Id, some.Select(sample => sample.Id)), cancellation)).ToLookup(analysis => analysis.Sample.Id);
            foreach (var sample in some.Where(sample => Counted(sample, found[sample.Id]) != sample))
            {
                await CountAsync(sample.Id, cancellation);
            }

            var last = some[^1].Id;
            query = Query<Sample>.All.Where(Where<Sample>.Above(sample => sample.Id, last)).Window(0, SamplesAtOnce);
        }
    }

    // Read again: an analysis may have begun or ended in between.
    private Task CountAsync(string id, CancellationToken cancellation) => store.CommitAsync(
        async token =>
        {
            if (await samples.GetAsync(id, token) is not { } sample)
            {
                return [];
            }

            var counted = Counted(sample, await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Sample.Id, id), token));
            if (counted == sample)
            {
                return [];
            }

            log.LogWarning(
                "What the sample {Sample} ({Id}) has of its workflows was counted wrong: {Pathoscope} it is of Pathoscope, {Nuvs} of NuVs", sample.Name, id, counted.Pathoscope, counted.Nuvs);
            return [samples.ToReplace(counted)];
        },
        cancellation);

    private static Sample Counted(Sample sample, IEnumerable<Analysis> found)
    {
        var states = found.ToLookup(analysis => analysis.Workflow, analysis => analysis.State, StringComparer.Ordinal);
        return AnalysisService.Workflows.Aggregate(sample, (counted, workflow) => counted.WithTag(workflow, SampleRules.Tag(states[workflow])));
    }
}
