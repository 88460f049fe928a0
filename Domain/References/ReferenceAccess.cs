using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Indexes;
using Virtool.Domain.Jobs;
using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>Who may do what with references, and who sees the jobs that build their indexes.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="jobs">The jobs that build them.</param>
public sealed class ReferenceAccess(IDocumentStore store, Collection<Reference> references, Collection<ReferenceIndex> indexes, Collection<Job> jobs)
{
    /// <summary>Changes who may do what with a reference, and in the same batch the readers of its jobs.</summary>
    /// <param name="viewer">Who may modify it.</param>
    /// <param name="id">The reference.</param>
    /// <param name="change">From the access as it is to the one that is wanted; may run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The reference with its new access.</returns>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not modify it.</exception>
    public async Task<Reference> ChangeAsync(
        Viewer viewer,
        string id,
        Func<IReadOnlyList<Access>, IReadOnlyList<Access>> change,
        CancellationToken cancellation = default)
    {
        var changed = default(Reference);
        await store.CommitAsync(
            async token =>
            {
                var reference = await references.GetAsync(viewer, id, token) ?? throw new NotFoundException("There is no such reference.");
                viewer.Demand(reference, Right.Modify);
                var access = RightsRules.Tidy(change(reference.Access));
                changed = reference with { Access = access, Readers = RightsRules.ReadersOf(reference.User, access) };
                return [references.ToReplace(changed), .. await DependentsAsync(changed, token)];
            },
            cancellation);
        return changed! with { Revision = changed.Revision + 1 };
    }

    private async Task<IEnumerable<Write>> DependentsAsync(Reference reference, CancellationToken cancellation)
    {
        var built = await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id), cancellation);
        var run = await jobs.FindAsync(Where<Job>.IsIn(job => job.Subject.Id, built.Select(index => index.Id)), cancellation);
        return run.Select(job => jobs.ToReplace(job with { Readers = reference.Readers }));
    }
}
