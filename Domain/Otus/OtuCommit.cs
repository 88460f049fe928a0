using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.History;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Otus;

/// <summary>
/// Writes an edit of a virus: the virus, its sequences, the change with its difference, and the reference with its counts, in one batch. Whoever else
/// edits, builds or removes something of the reference in between makes the edit look again.
/// </summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="sequences">The OTUs' sequences.</param>
/// <param name="changes">The history.</param>
/// <param name="former">Nucleotides of former versions.</param>
/// <param name="time">The clock.</param>
public sealed class OtuCommit(
    IDocumentStore store,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Sequence> sequences,
    Collection<Change> changes,
    Collection<FormerNucleotides> former,
    TimeProvider time)
{
    /// <summary>Changes a virus.</summary>
    /// <param name="user">Who.</param>
    /// <param name="otuId">The virus.</param>
    /// <param name="demand">Refuses, by throwing, what may not be done with the reference; may run several times.</param>
    /// <param name="edit">What is made of the virus; null: nothing changes. May run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The virus as it is now; null: it was removed.</returns>
    /// <exception cref="NotFoundException">There is no such virus.</exception>
    /// <exception cref="BadRequestException">Another virus of the reference has the name or the abbreviation.</exception>
    public async Task<JoinedOtu?> ChangeAsync(
        Link user, string otuId, Action<Reference> demand, Func<Reference, JoinedOtu, Edited?> edit, CancellationToken cancellation)
    {
        JoinedOtu? result = null;
        await CommitAsync(
            async token =>
            {
                var otu = await otus.GetAsync(otuId, token) ?? throw new NotFoundException("There is no such virus.");
                var reference = await references.GetAsync(otu.Reference.Id, token) ?? throw new NotFoundException("There is no such reference.");
                demand(reference);
                var before = JoinedOtu.Of(otu, await sequences.FindAsync(Where<Sequence>.Is(sequence => sequence.OtuId, otuId), token));
                result = before;
                if (edit(reference, before) is not { } edited)
                {
                    return (reference, []);
                }

                var after = edited.After is { } wanted ? Next(before, wanted) : null;
                result = after;
                return (reference, await WritesAsync(user, reference, before, after, edited, token));
            },
            cancellation);
        return result;
    }

    /// <summary>Adds a virus.</summary>
    /// <param name="user">Who.</param>
    /// <param name="referenceId">To which reference.</param>
    /// <param name="demand">Refuses, by throwing, what may not be done with the reference; may run several times.</param>
    /// <param name="make">Makes the virus, without what follows from the rest; may run several times.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The virus.</returns>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="BadRequestException">Another virus of the reference has the name or the abbreviation.</exception>
    public async Task<JoinedOtu> AddAsync(Link user, string referenceId, Action<Reference> demand, Func<Reference, Edited> make, CancellationToken cancellation)
    {
        JoinedOtu? result = null;
        await CommitAsync(
            async token =>
            {
                var reference = await references.GetAsync(referenceId, token) ?? throw new NotFoundException("There is no such reference.");
                demand(reference);
                var made = make(reference);
                result = OtuRules.Settled(made.After ?? throw new ArgumentException("What is made is a virus.", nameof(make)));
                return (reference, await WritesAsync(user, reference, null, result, made, token));
            },
            cancellation);
        return result!;
    }

    /// <summary>
    /// Two edits of one virus at the same time want the same id for their changes: where the reference was written in between, that is what happened,
    /// and the later one looks again.
    /// </summary>
    private async Task CommitAsync(Func<CancellationToken, Task<(Reference Reference, IReadOnlyList<Write> Writes)>> read, CancellationToken cancellation)
    {
        while (true)
        {
            Reference? seen = null;
            try
            {
                await store.CommitAsync(
                    async token =>
                    {
                        (seen, var writes) = await read(token);
                        return writes;
                    },
                    cancellation);
                return;
            }
            catch (DuplicateException exception)
            {
                if (seen is null || await references.GetAsync(seen.Id, cancellation) is { } now && now.Revision == seen.Revision)
                {
                    throw new InvalidOperationException("A new version of a virus is in the history already.", exception);
                }
            }
        }
    }

    private static JoinedOtu Next(JoinedOtu before, JoinedOtu after) => OtuRules.Settled(after with { Otu = after.Otu with { Version = before.Otu.Version + 1 } });

    private async Task<IReadOnlyList<Write>> WritesAsync(
        Link user, Reference reference, JoinedOtu? before, JoinedOtu? after, Edited edited, CancellationToken cancellation)
    {
        if (after is not null && (before is null || before.Otu.LowerName != after.Otu.LowerName || before.Otu.Abbreviation != after.Otu.Abbreviation))
        {
            await DemandFreeAsync(after.Otu, cancellation);
        }

        var otu = (after ?? before)!.Otu;
        var version = after?.Otu.Version ?? before!.Otu.Version + 1;
        var change = new Change
        {
            Id = Change.IdOf(otu.Id, version, edited.Method),
            Number = reference.Changes + 1,
            MethodName = edited.Method,
            Description = edited.Description,
            CreatedAt = time.GetUtcNow(),
            User = user,
            ReferenceId = reference.Id,
            Otu = new Link(otu.Id, otu.Name),
            OtuVersion = version,
            Diff = before is null ? [] : OtuDiff.Between(OtuState.Of(before), after is null ? null : OtuState.Of(after)),
        };
        return
        [
            references.ToReplace(reference with
            {
                Changes = change.Number,
                OtuCount = reference.OtuCount + (before is null ? 1 : 0) - (after is null ? 1 : 0),
                InternalControl = Control(reference, otu, after),
            }),
            .. OtuWrites.Between(otus, sequences, before, after),
            .. await KeptAsync(before, after, cancellation),
            changes.ToInsert(change),
        ];
    }

    private static Link? Control(Reference reference, Otu otu, JoinedOtu? after) =>
        reference.InternalControl?.Id != otu.Id ? reference.InternalControl : after is null ? null : new Link(otu.Id, otu.Name);

    /// <summary>The reference is held by every edit, so nobody else takes the name before the batch is written.</summary>
    private async Task DemandFreeAsync(Otu wanted, CancellationToken cancellation)
    {
        var ofReference = Where<Otu>.Is(otu => otu.Reference.Id, wanted.Reference.Id) & Where<Otu>.IsNot(otu => otu.Id, wanted.Id);
        var name = await otus.FirstAsync(ofReference & Where<Otu>.Is(otu => otu.LowerName, wanted.LowerName), cancellation);
        var abbreviation = wanted.Abbreviation.Length == 0 ? null : await otus.FirstAsync(ofReference & Where<Otu>.Is(otu => otu.Abbreviation, wanted.Abbreviation), cancellation);
        switch (name, abbreviation)
        {
            case ({ } one, null):
                throw new BadRequestException($"The reference has a virus named {one.Name} already. Choose another name.");
            case (null, { } other):
                throw new BadRequestException($"{other.Name} has the abbreviation {other.Abbreviation} already. Choose another one.");
            case ({ } one, { } other):
                throw new BadRequestException(
                    one.Id == other.Id
                        ? $"The reference has a virus named {one.Name} with the abbreviation {one.Abbreviation} already. Choose another name and another abbreviation."
                        : $"The reference has a virus named {one.Name} already, and {other.Name} has the abbreviation {other.Abbreviation}. Choose another name and another abbreviation.");
        }
    }

    /// <summary>Nucleotides that no sequence of the virus has any more are kept for its former versions.</summary>
    private async Task<IReadOnlyList<Write>> KeptAsync(JoinedOtu? before, JoinedOtu? after, CancellationToken cancellation)
    {
        var still = (after?.Sequences ?? []).Select(sequence => sequence.Nucleotides).ToHashSet(StringComparer.Ordinal);
        var lost = (before?.Sequences ?? []).Where(sequence => !still.Contains(sequence.Nucleotides)).Select(sequence => sequence.Nucleotides).Distinct(StringComparer.Ordinal).ToArray();
        if (lost is [])
        {
            return [];
        }

        var kept = lost.Select(nucleotides => new FormerNucleotides
        {
            Id = FormerNucleotides.IdOf(before!.Otu.Id, SequenceHash.Of(nucleotides)),
            OtuId = before.Otu.Id,
            ReferenceId = before.Otu.Reference.Id,
            Hash = SequenceHash.Of(nucleotides),
            Nucleotides = nucleotides,
        }).ToArray();
        var known = await former.FindAsync(Where<FormerNucleotides>.IsIn(one => one.Id, kept.Select(one => one.Id)), cancellation);
        return [.. kept.ExceptBy(known.Select(one => one.Id), one => one.Id, StringComparer.Ordinal).Select(former.ToInsert)];
    }
}
