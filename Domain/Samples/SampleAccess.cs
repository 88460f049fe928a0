using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Samples;

/// <summary>Who may do what with samples, and with all that takes its readers from them.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">Their analyses.</param>
/// <param name="jobs">The jobs of both.</param>
/// <param name="imports">What they were made of.</param>
/// <param name="files">What they are being made of.</param>
public sealed class SampleAccess(
    IDocumentStore store,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<Job> jobs,
    Collection<Import> imports,
    Collection<StoredFile> files)
{
    /// <summary>
    /// Changes who may do what with a sample, and in the same batch the readers of its analyses, jobs, imports and files; whoever loses sight
    /// of them sees them disappear. A batch holds those of more than a thousand analyses.
    /// </summary>
    /// <param name="viewer">Its owner, or an administrator.</param>
    /// <param name="id">The sample.</param>
    /// <param name="change">From the access as it is to the one that is wanted; may run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The sample with its new access.</returns>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer is neither its owner nor an administrator.</exception>
    public async Task<Sample> ChangeAsync(
        Viewer viewer,
        string id,
        Func<IReadOnlyList<Access>, IReadOnlyList<Access>> change,
        CancellationToken cancellation = default)
    {
        var changed = default(Sample);
        await store.CommitAsync(
            async token =>
            {
                var sample = await samples.GetAsync(viewer, id, token) ?? throw new NotFoundException("There is no such sample.");
                viewer.DemandOwner(sample);
                var access = RightsRules.Tidy(change(sample.Access));
                changed = sample with { Access = access, Readers = RightsRules.ReadersOf(sample.User, access) };
                return [samples.ToReplace(changed), .. await DependentsAsync(changed, token)];
            },
            cancellation);
        return changed! with { Revision = changed.Revision + 1 };
    }

    private async Task<IReadOnlyList<Write>> DependentsAsync(Sample sample, CancellationToken cancellation)
    {
        var made = await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Sample.Id, sample.Id), cancellation);
        var run = await jobs.FindAsync(Where<Job>.IsIn(job => job.Subject.Id, made.Select(analysis => analysis.Id).Append(sample.Id)), cancellation);
        var imported = await imports.FindAsync(Where<Import>.Is(import => import.SampleId, sample.Id), cancellation);
        var same = await imports.FindAsync(Where<Import>.IsIn(import => import.SameAs, imported.Select(import => import.Id)), cancellation);
        var taken = await files.FindAsync(Where<StoredFile>.Is(file => file.SampleId, sample.Id), cancellation);
        return
        [
            .. made.Select(analysis => analyses.ToReplace(analysis with { Readers = sample.Readers })),
            .. run.Select(job => jobs.ToReplace(job with { Readers = sample.Readers })),
            .. imported.Concat(same).DistinctBy(import => import.Id).Select(import => imports.ToReplace(import with { Readers = sample.Readers })),
            .. taken.Select(file => files.ToReplace(file with { Readers = sample.Readers })),
        ];
    }
}
