using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Otus;

/// <summary>Takes changes back that no index has.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="sequences">The OTUs' sequences.</param>
/// <param name="changes">The history.</param>
/// <param name="history">Viruses as they were.</param>
public sealed class OtuReverts(
    IDocumentStore store,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Sequence> sequences,
    Collection<Change> changes,
    OtuHistory history)
{
    /// <summary>Takes a change back, and with it every later one of the same virus: it is as it was before.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="changeId">The change.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The virus as it is now; null: the change had brought it into being, and it is gone.</returns>
    /// <exception cref="NotFoundException">There is no such change.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the reference's viruses.</exception>
    /// <exception cref="RefusedException">An index has the change already, or another virus has its name now.</exception>
    public async Task<JoinedOtu?> RevertAsync(Viewer viewer, string changeId, CancellationToken cancellation = default)
    {
        JoinedOtu? result = null;
        try
        {
            await store.CommitAsync(
                async token =>
                {
                    var change = await changes.GetAsync(changeId, token) ?? throw new NotFoundException("There is no such change.");
                    var reference = await references.GetAsync(viewer, change.ReferenceId, token) ?? throw new NotFoundException("There is no such change.");
                    viewer.Demand(reference, Right.ModifyOtu);
                    ReferenceRules.DemandEditable(reference);
                    if (change.Number <= reference.Built)
                    {
                        throw new RefusedException("An index has this change already, so it cannot be taken back. Make another change instead.");
                    }

                    var before = change.OtuVersion == 0 ? null : await history.AtAsync(change.Otu.Id, change.OtuVersion - 1, token);
                    var now = await history.NowAsync(change.Otu.Id, token);
                    result = before is null ? null : OtuRules.Settled(before with { Otu = before.Otu with { Reference = new Link(reference.Id, reference.Name) } });
                    return await WritesAsync(reference, change, now, result, token);
                },
                cancellation);
        }
        catch (DuplicateException)
        {
            throw new RefusedException("Another virus of the reference has the name that this one had. Rename that one first.");
        }

        return result;
    }

    private async Task<IReadOnlyList<Write>> WritesAsync(Reference reference, Change change, JoinedOtu? now, JoinedOtu? before, CancellationToken cancellation)
    {
        var taken = await changes.FindAsync(
            Where<Change>.Is(one => one.Otu.Id, change.Otu.Id) & Where<Change>.AtLeast(one => one.OtuVersion, change.OtuVersion), cancellation);
        await DemandAbbreviationAsync(before, cancellation);
        return
        [
            references.ToReplace(reference with
            {
                OtuCount = reference.OtuCount + (before is null ? 0 : 1) - (now is null ? 0 : 1),
                InternalControl = before is null && reference.InternalControl?.Id == change.Otu.Id ? null : reference.InternalControl,
            }),
            .. before is null && now is null ? [] : OtuWrites.Between(otus, sequences, now, before),
            .. taken.Select(one => changes.ToDelete(one.Id, one.Revision)),
        ];
    }

    private async Task DemandAbbreviationAsync(JoinedOtu? before, CancellationToken cancellation)
    {
        if (before is not { Otu: { Abbreviation.Length: > 0 } wanted })
        {
            return;
        }

        var other = await otus.FirstAsync(
            Where<Otu>.Is(otu => otu.Reference.Id, wanted.Reference.Id) & Where<Otu>.Is(otu => otu.Abbreviation, wanted.Abbreviation) & Where<Otu>.IsNot(otu => otu.Id, wanted.Id), cancellation);
        if (other is not null)
        {
            throw new RefusedException($"{other.Name} has the abbreviation {wanted.Abbreviation} now, which this virus had. Change that one first.");
        }
    }
}
