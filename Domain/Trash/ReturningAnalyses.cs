using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;

namespace Virtool.Domain.Trash;

/// <summary>What comes back from the trash as its sample is by then: an analysis that went alone. Everything else comes back as it was.</summary>
/// <param name="samples">The samples, whose rights count.</param>
/// <param name="analyses">The analyses that each has.</param>
/// <param name="jobs">The jobs that made them.</param>
public sealed class ReturningAnalyses(Collection<Sample> samples, Collection<Analysis> analyses, Collection<Job> jobs)
{
    /// <summary>The writes that bring documents back.</summary>
    /// <param name="documents">All documents of an item, by their collections.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">The sample of an analysis is not there.</exception>
    public async Task<IReadOnlyList<Write>> WritesAsync(IReadOnlyList<(string Collection, AnyDocument Document)> documents, CancellationToken cancellation)
    {
        var analysis = documents.FirstOrDefault(pair => pair.Collection == analyses.Name).Document;
        return analysis is null || documents.Any(pair => pair.Collection == samples.Name)
            ? [.. documents.Select(pair => new Write.Insert(pair.Collection, pair.Document))]
            : await WritesAsync(documents, analysis, cancellation);
    }

    private async Task<IReadOnlyList<Write>> WritesAsync(IReadOnlyList<(string Collection, AnyDocument Document)> documents, AnyDocument analysis, CancellationToken cancellation)
    {
        var link = analysis.Get<Link>("sample")!;
        var sample = await samples.GetAsync(link.Id, cancellation)
            ?? throw new RefusedException($"This analysis cannot be brought back: its sample {link.Name} is not there. Bring the sample back first.");
        var workflow = analysis.Get<string>("workflow")!;
        var others = await analyses.FindAsync(Where<Analysis>.Is(other => other.Sample.Id, sample.Id) & Where<Analysis>.Is(other => other.Workflow, workflow), cancellation);
        var tag = SampleRules.Tag([.. others.Select(other => other.State), analysis.Get<AnalysisState>("state")]);
        var job = analysis.Get<string>("job_id") is { } id ? await jobs.GetAsync(id, cancellation) : null;

        // The sample is written even where its tag stays: so nobody changes its rights between the question and the batch.
        return
        [
            .. documents.Select(pair => new Write.Insert(pair.Collection, ReferenceEquals(pair.Document, analysis) ? analysis.With("readers", sample.Readers) : pair.Document)),
            samples.ToReplace(sample.WithTag(workflow, tag)),
            .. job is null ? (Write[])[] : [jobs.ToReplace(job with { Readers = sample.Readers })],
        ];
    }
}
