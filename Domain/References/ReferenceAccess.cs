using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.Domain.References;

/// <summary>Who may do what with references, and who sees the jobs that build their indexes and the tasks that work on them.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="jobs">The jobs that build them.</param>
/// <param name="tasks">The tasks that work on them.</param>
/// <param name="names">Knows whom rights can be given to.</param>
public sealed class ReferenceAccess(
    IDocumentStore store, Collection<Reference> references, Collection<ReferenceIndex> indexes, Collection<Job> jobs, Collection<ServerTask> tasks, PrincipalNames names)
{
    /// <summary>Changes who may do what with a reference, and in the same batch the readers of its jobs.</summary>
    /// <param name="viewer">Who may modify it.</param>
    /// <param name="id">The reference.</param>
    /// <param name="change">From the access as it is to the one that is wanted; may run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The reference with its new access.</returns>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not modify it.</exception>
    public Task<Reference> ChangeAsync(
        Viewer viewer,
        string id,
        Func<IReadOnlyList<Access>, IReadOnlyList<Access>> change,
        CancellationToken cancellation = default) =>
        CommitAsync(
            viewer,
            id,
            (reference, _) =>
            {
                viewer.Demand(reference, Right.Modify);
                return Task.FromResult(reference with { Access = RightsRules.Tidy(change(reference.Access)) });
            },
            cancellation);

    /// <summary>Puts rights in the place of those that somebody saw; nobody's change in between is lost.</summary>
    /// <param name="viewer">Who may modify it.</param>
    /// <param name="id">The reference.</param>
    /// <param name="before">Those that were seen.</param>
    /// <param name="after">Those that are wanted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not modify it.</exception>
    /// <exception cref="BadRequestException">Something is given to a user or a group that is not there, or is no right on references.</exception>
    /// <exception cref="RefusedException">They are not as they were seen any more.</exception>
    public Task<Reference> SetAsync(Viewer viewer, string id, IReadOnlyList<Access> before, IReadOnlyList<Access> after, CancellationToken cancellation = default) =>
        CommitAsync(
            viewer,
            id,
            async (reference, token) =>
            {
                viewer.Demand(reference, Right.Modify);
                RightsRules.DemandOnly(after, Right.Read, Right.Build, Right.Modify, Right.ModifyOtu, Right.Remove);
                await names.DemandKnownAsync(reference.Access, after, token);
                return reference with { Access = RightsRules.Replace(reference.Access, before, after) };
            },
            cancellation);

    /// <summary>Gives a reference to another owner.</summary>
    /// <param name="viewer">An administrator.</param>
    /// <param name="id">The reference.</param>
    /// <param name="owner">An active user.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer is no administrator.</exception>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="BadRequestException">There is no such user.</exception>
    public async Task<Reference> GiveAsync(Viewer viewer, string id, Link owner, CancellationToken cancellation = default)
    {
        viewer.DemandAdministrator();
        var heir = await names.UserAsync(owner.Name, cancellation);
        return await CommitAsync(viewer, id, (reference, _) => Task.FromResult(reference with { User = heir }), cancellation);
    }

    private async Task<Reference> CommitAsync(Viewer viewer, string id, Func<Reference, CancellationToken, Task<Reference>> change, CancellationToken cancellation)
    {
        var changed = default(Reference);
        await store.CommitAsync(
            async token =>
            {
                var reference = await references.GetAsync(viewer, id, token) ?? throw new NotFoundException("There is no such reference.");
                var wanted = await change(reference, token);
                changed = wanted with { Readers = RightsRules.ReadersOf(wanted.User, wanted.Access) };
                return [references.ToReplace(changed), .. await DependentsAsync(changed, token)];
            },
            cancellation);
        return changed! with { Revision = changed.Revision + 1 };
    }

    private async Task<IEnumerable<Write>> DependentsAsync(Reference reference, CancellationToken cancellation)
    {
        var built = await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id), cancellation);
        var run = await jobs.FindAsync(Where<Job>.IsIn(job => job.Subject.Id, built.Select(index => index.Id)), cancellation);
        var worked = await tasks.FindAsync(Where<ServerTask>.Is(task => task.Subject.Id, reference.Id), cancellation);
        return [.. run.Select(job => jobs.ToReplace(job with { Readers = reference.Readers })), .. worked.Select(task => tasks.ToReplace(task with { Readers = reference.Readers }))];
    }
}
