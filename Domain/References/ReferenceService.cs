using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>What people and programs do with references.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="sequences">The OTUs' sequences.</param>
/// <param name="time">The clock.</param>
public sealed class ReferenceService(
    IDocumentStore store,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Sequence> sequences,
    TimeProvider time)
{
    /// <summary>Of a new reference: everyone may use it, its owner change it.</summary>
    private static readonly Access[] DefaultAccess = [new(Principals.Everyone, [Right.Read])];

    /// <summary>The reference.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Reference> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await references.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such reference.");

    /// <summary>All, by name.</summary>
    public Query<Reference> Search(Viewer viewer) => Query<Reference>.All.Readable(viewer).OrderBy(reference => reference.Name);

    /// <summary>Makes an empty reference.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="RefusedException">The name is empty.</exception>
    public async Task<Reference> CreateAsync(Viewer viewer, string name, string description = "", CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateRef);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RefusedException("A reference needs a name.");
        }

        var user = new Link(viewer.UserId, viewer.Handle);
        return await references.InsertAsync(
            new Reference
            {
                Id = Ids.New(),
                Name = name.Trim(),
                Description = description.Trim(),
                CreatedAt = time.GetUtcNow(),
                User = user,
                Access = DefaultAccess,
                Readers = RightsRules.ReadersOf(user, DefaultAccess),
            },
            cancellation);
    }

    /// <summary>Adds a virus with its isolates and sequences, all in one batch. The first isolate is the default one.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not change its viruses.</exception>
    /// <exception cref="RefusedException">The reference has a virus of this name.</exception>
    public async Task<Otu> AddOtuAsync(Viewer viewer, string referenceId, OtuDraft draft, CancellationToken cancellation = default)
    {
        var reference = await GetAsync(viewer, referenceId, cancellation);
        viewer.Demand(reference, Right.ModifyOtu);
        var isolates = draft.Isolates
            .Select((isolate, index) => new Isolate(Ids.New(), isolate.SourceType.Trim().ToLowerInvariant(), isolate.SourceName.Trim(), index == 0))
            .ToArray();
        var otu = new Otu
        {
            Id = Ids.New(),
            Name = draft.Name.Trim(),
            LowerName = draft.Name.Trim().ToLowerInvariant(),
            Abbreviation = draft.Abbreviation.Trim(),
            Reference = new Link(reference.Id, reference.Name),
            Isolates = isolates,
            Verified = OtuRules.Verifies(draft),
        };
        var added = draft.Isolates.Zip(isolates).SelectMany(pair => pair.First.Sequences.Select(sequence => Sequence(otu, pair.Second, sequence)));
        try
        {
            await store.BatchAsync([otus.ToInsert(otu), .. added.Select(sequences.ToInsert)], cancellation);
        }
        catch (DuplicateException)
        {
            throw new RefusedException($"The reference {reference.Name} has a virus named {otu.Name} already.");
        }

        return otu;
    }

    private static Sequence Sequence(Otu otu, Isolate isolate, SequenceDraft draft) => new()
    {
        Id = Ids.New(),
        Accession = draft.Accession.Trim(),
        Definition = draft.Definition.Trim(),
        Segment = draft.Segment,
        Nucleotides = string.Concat(draft.Nucleotides.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant(),
        OtuId = otu.Id,
        IsolateId = isolate.Id,
        ReferenceId = otu.Reference.Id,
    };
}
