using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Labels;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Settings;
using Virtool.Domain.Trimming;

namespace Virtool.Domain.Samples;

/// <summary>Who may do what with samples, and with all that takes its readers from them.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="samples">The samples.</param>
/// <param name="analyses">Their analyses.</param>
/// <param name="jobs">The jobs of both.</param>
/// <param name="imports">What they were made of.</param>
/// <param name="files">What they are being made of.</param>
/// <param name="trimmed">Their trimmed reads.</param>
/// <param name="labels">Their labels.</param>
/// <param name="names">Knows whom rights can be given to.</param>
/// <param name="settings">What the group of a sample may do, where nothing is said of it.</param>
public sealed class SampleAccess(
    IDocumentStore store,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<Job> jobs,
    Collection<Import> imports,
    Collection<StoredFile> files,
    Collection<TrimmedReads> trimmed,
    LabelService labels,
    PrincipalNames names,
    SettingsService settings)
{
    /// <summary>
    /// Changes who may do what with a sample, and in the same batch the readers of its analyses, jobs, imports, files and trimmed reads; whoever loses sight
    /// of them sees them disappear. A batch holds those of more than a thousand analyses.
    /// </summary>
    /// <param name="viewer">Its owner, or an administrator.</param>
    /// <param name="id">The sample.</param>
    /// <param name="change">From the access as it is to the one that is wanted; may run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The sample with its new access.</returns>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer is neither its owner nor an administrator.</exception>
    public Task<Sample> ChangeAsync(
        Viewer viewer,
        string id,
        Func<IReadOnlyList<Access>, IReadOnlyList<Access>> change,
        CancellationToken cancellation = default) =>
        CommitAsync(
            viewer,
            id,
            (sample, _) =>
            {
                viewer.DemandOwner(sample);
                return Task.FromResult(sample with { Access = RightsRules.Tidy(change(sample.Access)) });
            },
            cancellation);

    /// <summary>Changes what is said of a sample's rights in the words of the first API.</summary>
    /// <inheritdoc cref="ChangeAsync(Viewer, string, Func{IReadOnlyList{Access}, IReadOnlyList{Access}}, CancellationToken)"/>
    /// <exception cref="BadRequestException">There is no such group.</exception>
    public Task<Sample> ChangeAsync(Viewer viewer, string id, SampleRightsChange change, CancellationToken cancellation = default) =>
        CommitAsync(
            viewer,
            id,
            async (sample, token) =>
            {
                viewer.DemandOwner(sample);
                if (change.Group is { } group && group != SampleRights.NoGroup && group != SampleRights.Of(sample.Access).Group)
                {
                    await names.DemandKnownAsync([], [new Access(Principals.Group(group), [Right.Read])], token);
                }

                return sample with { Access = change.ApplyTo(sample.Access, await settings.GetAsync(token)) };
            },
            cancellation);

    /// <summary>Puts rights in the place of those that somebody saw; nobody's change in between is lost.</summary>
    /// <param name="viewer">Its owner, or an administrator.</param>
    /// <param name="id">The sample.</param>
    /// <param name="before">Those that were seen.</param>
    /// <param name="after">Those that are wanted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="NotPermittedException">The viewer is neither its owner nor an administrator.</exception>
    /// <exception cref="BadRequestException">Something is given to a user or a group that is not there, or is no right on samples.</exception>
    /// <exception cref="RefusedException">They are not as they were seen any more.</exception>
    public Task<Sample> SetAsync(Viewer viewer, string id, IReadOnlyList<Access> before, IReadOnlyList<Access> after, CancellationToken cancellation = default) =>
        CommitAsync(
            viewer,
            id,
            async (sample, token) =>
            {
                viewer.DemandOwner(sample);
                RightsRules.DemandOnly(after, Right.Read, Right.Write);
                await names.DemandKnownAsync(sample.Access, after, token);
                return sample with { Access = RightsRules.Replace(sample.Access, before, after) };
            },
            cancellation);

    /// <summary>Gives a sample to another owner, with all that takes its readers from it. What was made of it stays in the names of those who made it.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="id">The sample.</param>
    /// <param name="owner">An active user.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such sample.</exception>
    /// <exception cref="BadRequestException">There is no such user.</exception>
    public async Task<Sample> GiveAsync(Viewer viewer, string id, Link owner, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var heir = await names.UserAsync(owner.Name, cancellation);
        return await CommitAsync(
            viewer,
            id,
            async (sample, token) => SampleRules.Found(sample with { User = heir }, await labels.OfAsync(sample.Labels, token)),
            cancellation);
    }

    private async Task<Sample> CommitAsync(Viewer viewer, string id, Func<Sample, CancellationToken, Task<Sample>> change, CancellationToken cancellation)
    {
        var changed = default(Sample);
        await store.CommitAsync(
            async token =>
            {
                var sample = await samples.GetAsync(viewer, id, token) ?? throw new NotFoundException("There is no such sample.");
                var wanted = await change(sample, token);
                changed = wanted with { Readers = RightsRules.ReadersOf(wanted.User, wanted.Access) };
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
        var reads = await trimmed.FindAsync(Where<TrimmedReads>.Is(cache => cache.Sample.Id, sample.Id), cancellation);
        return
        [
            .. reads.Select(cache => trimmed.ToReplace(cache with { Readers = sample.Readers })),
            .. made.Select(analysis => analyses.ToReplace(analysis with { Readers = sample.Readers })),
            .. run.Select(job => jobs.ToReplace(job with { Readers = sample.Readers })),
            .. imported.Concat(same).DistinctBy(import => import.Id).Select(import => imports.ToReplace(import with { Readers = sample.Readers })),
            .. taken.Select(file => files.ToReplace(file with { Readers = sample.Readers })),
        ];
    }
}
