using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Otus;

/// <summary>What people and programs do with viruses. Every edit is a change in the history, see <see cref="OtuCommit"/>.</summary>
/// <param name="references">The references.</param>
/// <param name="otus">The OTUs.</param>
/// <param name="sequences">Their sequences.</param>
/// <param name="history">Viruses as they are and were.</param>
/// <param name="commit">Writes edits.</param>
/// <param name="reverts">Takes them back.</param>
/// <param name="time">The clock.</param>
public sealed class OtuService(
    Collection<Reference> references, Collection<Otu> otus, Collection<Sequence> sequences, OtuHistory history, OtuCommit commit, OtuReverts reverts, TimeProvider time)
{
    /// <summary>A virus as it is.</summary>
    /// <exception cref="NotFoundException">There is none, or the viewer may not see its reference.</exception>
    public async Task<JoinedOtu> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await DemandSightAsync(viewer, id, cancellation);
        return await history.NowAsync(id, cancellation) ?? throw NoOtu();
    }

    /// <summary>The virus that has a sequence.</summary>
    /// <exception cref="NotFoundException">There is no such sequence, or the viewer may not see its reference.</exception>
    public async Task<JoinedOtu> OfSequenceAsync(Viewer viewer, string sequenceId, CancellationToken cancellation = default) =>
        await sequences.GetAsync(sequenceId, cancellation) is { } sequence && await references.GetAsync(viewer, sequence.ReferenceId, cancellation) is not null
            && await history.NowAsync(sequence.OtuId, cancellation) is { } joined
            ? joined
            : throw new NotFoundException("There is no such sequence.");

    /// <summary>Viruses of a reference that the viewer may see, by name.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="text">Looked for in name, abbreviation and accessions; null or empty: all.</param>
    /// <param name="verified">Only those that are complete, or only those that are not; null: all.</param>
    public Query<Otu> Search(Reference reference, string? text = null, bool? verified = null) =>
        Narrow(Query<Otu>.All.Where(Where<Otu>.Is(otu => otu.Reference.Id, reference.Id)).OrderBy(otu => otu.LowerName), text, verified);

    /// <summary>One virus of a reference that the viewer may see.</summary>
    public Query<Otu> ById(Reference reference, string id) => Query<Otu>.ById(id).Where(Where<Otu>.Is(otu => otu.Reference.Id, reference.Id));

    /// <summary>The sequences of one virus of a reference that the viewer may see.</summary>
    public Query<Sequence> SequencesOf(Reference reference, string id) =>
        Query<Sequence>.All.Where(Where<Sequence>.Is(sequence => sequence.OtuId, id) & Where<Sequence>.Is(sequence => sequence.ReferenceId, reference.Id));

    /// <summary>The first viruses of a reference that the viewer may see, by name.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="text">Looked for in name, abbreviation and accessions.</param>
    /// <param name="most">So many.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<IReadOnlyList<Otu>> FindAsync(Reference reference, string text, int most, CancellationToken cancellation = default) =>
        otus.FindAsync(Search(reference, text).Window(0, most), cancellation);

    /// <summary>Viruses of all references that the viewer may see, by name.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="text">Looked for in name, abbreviation and accessions; null or empty: all.</param>
    /// <param name="verified">Only those that are complete, or only those that are not; null: all.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Query<Otu>> SearchAsync(Viewer viewer, string? text, bool? verified, CancellationToken cancellation = default)
    {
        var seen = await references.FindAsync(Query<Reference>.All.Readable(viewer), cancellation);
        return Narrow(Query<Otu>.All.Where(Where<Otu>.IsIn(otu => otu.Reference.Id, seen.Select(reference => reference.Id))).OrderBy(otu => otu.LowerName), text, verified);
    }

    /// <summary>The names of viruses of all references that the viewer may see.</summary>
    /// <inheritdoc cref="SearchAsync" />
    public async Task<IReadOnlyList<Link>> NamesAsync(Viewer viewer, string? text, bool? verified, CancellationToken cancellation = default) =>
        [.. (await otus.FindAsync(await SearchAsync(viewer, text, verified, cancellation), cancellation)).Select(otu => new Link(otu.Id, otu.Name))];

    /// <summary>Refuses who may not edit a virus, before anything is read that it would be edited with.</summary>
    /// <exception cref="NotFoundException">There is no such virus.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the reference's viruses.</exception>
    /// <exception cref="RefusedException">The reference is not edited now.</exception>
    public async Task DemandEditAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        DemandEdit(viewer, await DemandSightAsync(viewer, id, cancellation));

    /// <summary>Refuses who may not add viruses to a reference.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change its viruses.</exception>
    /// <exception cref="RefusedException">The reference is not edited now.</exception>
    public async Task DemandEditOfReferenceAsync(Viewer viewer, string referenceId, CancellationToken cancellation = default) => DemandEdit(
        viewer, await references.GetAsync(viewer, referenceId, cancellation) ?? throw new NotFoundException("There is no such reference."));

    /// <summary>Adds a virus with its isolates and sequences. The first isolate is the default one.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change its viruses.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be.</exception>
    /// <exception cref="BadRequestException">Another virus of the reference has its name or abbreviation.</exception>
    /// <exception cref="RefusedException">The reference is not edited now.</exception>
    public async Task<JoinedOtu> CreateAsync(Viewer viewer, string referenceId, OtuDraft draft, CancellationToken cancellation = default)
    {
        await DemandEditOfReferenceAsync(viewer, referenceId, cancellation);
        await new OtuDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        return await commit.AddAsync(UserOf(viewer), referenceId, current => DemandEdit(viewer, current), current => OtuEdits.Make(current, draft, time.GetUtcNow()), cancellation);
    }

    /// <summary>Changes name, abbreviation, taxon and schema.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public async Task<JoinedOtu> EditAsync(Viewer viewer, string id, OtuEdit edit, CancellationToken cancellation = default)
    {
        await DemandEditAsync(viewer, id, cancellation);
        await new OtuEditValidator().ValidateAndThrowAsync(edit, cancellation);
        return await EditAsync(viewer, id, (_, before) => OtuEdits.Edit(before, edit), cancellation);
    }

    /// <summary>Removes a virus. Its history stays, and the removal can be taken back until an index is built.</summary>
    /// <exception cref="NotFoundException">There is no such virus.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the reference's viruses.</exception>
    /// <exception cref="RefusedException">The reference is not edited now.</exception>
    public async Task RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        await DemandEditAsync(viewer, id, cancellation);
        await commit.ChangeAsync(UserOf(viewer), id, reference => DemandEdit(viewer, reference), (_, before) => OtuEdits.Remove(before), cancellation);
    }

    /// <summary>Adds an isolate; the first is the default one in any case.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public async Task<JoinedOtu> AddIsolateAsync(Viewer viewer, string id, IsolateDraft draft, bool isDefault = false, CancellationToken cancellation = default)
    {
        await DemandEditAsync(viewer, id, cancellation);
        await new IsolateDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        return await EditAsync(viewer, id, (reference, before) => IsolateEdits.Add(reference, before, draft, isDefault), cancellation);
    }

    /// <summary>Calls an isolate otherwise; what is null stays.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public async Task<JoinedOtu> EditIsolateAsync(Viewer viewer, string id, string isolateId, string? sourceType, string? sourceName, CancellationToken cancellation = default)
    {
        await DemandEditAsync(viewer, id, cancellation);
        await new IsolateDraftValidator().ValidateAndThrowAsync(new IsolateDraft(sourceType ?? "", sourceName ?? "", []), cancellation);
        return await EditAsync(viewer, id, (reference, before) => IsolateEdits.Edit(reference, before, isolateId, sourceType, sourceName), cancellation);
    }

    /// <summary>Removes an isolate with its sequences.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public Task<JoinedOtu> RemoveIsolateAsync(Viewer viewer, string id, string isolateId, CancellationToken cancellation = default) =>
        EditAsync(viewer, id, (_, before) => IsolateEdits.Remove(before, isolateId), cancellation);

    /// <summary>Makes an isolate the default one.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public Task<JoinedOtu> SetDefaultAsync(Viewer viewer, string id, string isolateId, CancellationToken cancellation = default) =>
        EditAsync(viewer, id, (_, before) => IsolateEdits.SetDefault(before, isolateId), cancellation);

    /// <summary>Adds a sequence to an isolate.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public async Task<JoinedOtu> AddSequenceAsync(Viewer viewer, string id, string isolateId, SequenceDraft draft, CancellationToken cancellation = default)
    {
        await DemandEditAsync(viewer, id, cancellation);
        await new SequenceDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        return await EditAsync(viewer, id, (reference, before) => SequenceEdits.Add(reference, before, isolateId, draft), cancellation);
    }

    /// <summary>Changes a sequence.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public async Task<JoinedOtu> EditSequenceAsync(Viewer viewer, string id, string isolateId, string sequenceId, SequenceEdit edit, CancellationToken cancellation = default)
    {
        await DemandEditAsync(viewer, id, cancellation);
        var draft = new SequenceDraft(edit.Accession ?? "-", edit.Definition ?? "", edit.Nucleotides ?? "A") { Host = edit.Host ?? "" };
        await new SequenceDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        return await EditAsync(viewer, id, (reference, before) => SequenceEdits.Edit(reference, before, isolateId, sequenceId, edit), cancellation);
    }

    /// <summary>Removes a sequence.</summary>
    /// <inheritdoc cref="EditAsync(Viewer, string, Func{Reference, JoinedOtu, Edited?}, CancellationToken)" />
    public Task<JoinedOtu> RemoveSequenceAsync(Viewer viewer, string id, string isolateId, string sequenceId, CancellationToken cancellation = default) =>
        EditAsync(viewer, id, (_, before) => SequenceEdits.Remove(before, isolateId, sequenceId), cancellation);

    /// <inheritdoc cref="OtuReverts.RevertAsync" />
    public Task<JoinedOtu?> RevertAsync(Viewer viewer, string changeId, CancellationToken cancellation = default) => reverts.RevertAsync(viewer, changeId, cancellation);

    /// <summary>Edits a virus.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="id">The virus.</param>
    /// <param name="edit">What is made of it; null: nothing changes. May run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The virus as it is now; as it was, where nothing changes.</returns>
    /// <exception cref="NotFoundException">There is no such virus, or it has no such part.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change the reference's viruses.</exception>
    /// <exception cref="ValidationException">Something is not as it must be.</exception>
    /// <exception cref="BadRequestException">Another virus of the reference has the name or the abbreviation.</exception>
    /// <exception cref="RefusedException">The reference is not edited now.</exception>
    private async Task<JoinedOtu> EditAsync(Viewer viewer, string id, Func<Reference, JoinedOtu, Edited?> edit, CancellationToken cancellation)
    {
        await DemandEditAsync(viewer, id, cancellation);
        return await commit.ChangeAsync(UserOf(viewer), id, reference => DemandEdit(viewer, reference), edit, cancellation) ?? throw NoOtu();
    }

    private static Query<Otu> Narrow(Query<Otu> query, string? text, bool? verified)
    {
        query = verified is { } wanted ? query.Where(Where<Otu>.Is(otu => otu.Verified, wanted)) : query;
        return string.IsNullOrWhiteSpace(text) ? query : query.Where(Where<Otu>.Contains(otu => otu.Search, text.Trim()));
    }

    private async Task<Reference> DemandSightAsync(Viewer viewer, string id, CancellationToken cancellation) =>
        await otus.GetAsync(id, cancellation) is { } otu && await references.GetAsync(viewer, otu.Reference.Id, cancellation) is { } reference ? reference : throw NoOtu();


    private static void DemandEdit(Viewer viewer, Reference reference)
    {
        viewer.Demand(reference, Right.ModifyOtu);
        ReferenceRules.DemandEditable(reference);
    }

    private static Link UserOf(Viewer viewer) => new(viewer.UserId, viewer.Handle);

    private static NotFoundException NoOtu() => new("There is no such virus.");
}
