using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Domain.Analyses;
using Virtool.Domain.Indexes;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.References;

/// <summary>What people and programs do with references. What takes longer is in <see cref="ReferenceTasks"/>.</summary>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="indexes">Their indexes, which have their names.</param>
/// <param name="analyses">The analyses with them, which have their names.</param>
/// <param name="time">The clock.</param>
public sealed class ReferenceService(
    Collection<Reference> references, Collection<Otu> otus, Collection<ReferenceIndex> indexes, Collection<Analysis> analyses, TimeProvider time)
{
    /// <summary>Of a new reference: everyone may use it, its owner change it.</summary>
    private static readonly Access[] DefaultAccess = [new(Principals.Everyone, [Right.Read])];

    /// <summary>The reference.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Reference> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await references.GetAsync(viewer, id, cancellation) ?? throw new NotFoundException("There is no such reference.");

    /// <summary>All, by name.</summary>
    public Query<Reference> Search(Viewer viewer) => Query<Reference>.All.Readable(viewer).OrderBy(reference => reference.Name);

    /// <summary>Those with a text in their name, organism or description, by name.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="text">The text; null or empty: all.</param>
    public Query<Reference> Search(Viewer viewer, string? text) => string.IsNullOrWhiteSpace(text)
        ? Search(viewer)
        : Search(viewer).Where(Where<Reference>.Contains(reference => reference.Search, text.Trim()));

    /// <summary>Makes an empty reference.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="ValidationException">It has no name, or it is too long.</exception>
    public Task<Reference> CreateAsync(Viewer viewer, string name, string description = "", CancellationToken cancellation = default) =>
        CreateAsync(viewer, new ReferenceDraft(name) { Description = description }, cancellation);

    /// <summary>Makes an empty reference.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be.</exception>
    public async Task<Reference> CreateAsync(Viewer viewer, ReferenceDraft draft, CancellationToken cancellation = default) =>
        await references.InsertAsync(await PrepareAsync(viewer, draft with { Name = draft.Name ?? "" }, cancellation), cancellation);

    /// <summary>A new reference that is not written yet.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be.</exception>
    internal async Task<Reference> PrepareAsync(Viewer viewer, ReferenceDraft draft, CancellationToken cancellation)
    {
        viewer.Demand(Permission.CreateRef);
        await new ReferenceDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        var user = new Link(viewer.UserId, viewer.Handle);
        return Found(new Reference
        {
            Id = Ids.New(),
            Name = draft.Name!.Trim(),
            Description = draft.Description?.Trim() ?? "",
            Organism = Organism(draft.Organism),
            DataType = draft.DataType ?? ReferenceRules.DataTypes[0],
            SourceTypes = draft.SourceTypes is { } types ? ReferenceFields.Tidy(types) : ReferenceRules.UsualSourceTypes,
            RestrictSourceTypes = draft.RestrictSourceTypes ?? false,
            Targets = ReferenceFields.Tidy(draft.Targets ?? []),
            CreatedAt = time.GetUtcNow(),
            User = user,
            Access = DefaultAccess,
            Readers = RightsRules.ReadersOf(user, DefaultAccess),
        });
    }

    /// <summary>Changes a reference's own data. Where its name changes, it changes in its analyses and indexes too.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not modify it.</exception>
    /// <exception cref="ValidationException">Something is not as it must be.</exception>
    /// <exception cref="RefusedException">It is archived, or a task works on it.</exception>
    public async Task<Reference> EditAsync(Viewer viewer, string id, ReferenceEdit edit, CancellationToken cancellation = default)
    {
        viewer.Demand(await GetAsync(viewer, id, cancellation), Right.Modify);
        await new ReferenceEditValidator().ValidateAndThrowAsync(edit, cancellation);
        var control = await ControlAsync(id, edit.InternalControl, cancellation);
        var former = "";
        var changed = await ChangeAsync(
            viewer,
            id,
            reference =>
            {
                DemandChangeable(reference);
                former = reference.Name;
                return With(reference, edit, control);
            },
            cancellation);
        if (changed.Name != former)
        {
            await RenameAsync(changed, cancellation);
        }

        return changed;
    }

    /// <summary>Puts a reference into the archive, where it is kept and can be read, or takes it out.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not modify it.</exception>
    /// <exception cref="RefusedException">A task works on it.</exception>
    public Task<Reference> ArchiveAsync(Viewer viewer, string id, bool archived, CancellationToken cancellation = default) => ChangeAsync(
        viewer,
        id,
        reference =>
        {
            ReferenceRules.DemandWhole(reference);
            return reference.Archived == archived ? reference : reference with { Archived = archived };
        },
        cancellation);

    private async Task<Reference> ChangeAsync(Viewer viewer, string id, Func<Reference, Reference> change, CancellationToken cancellation)
    {
        await GetAsync(viewer, id, cancellation);
        return await references.UpdateAsync(
            id,
            reference =>
            {
                viewer.Demand(reference, Right.Modify);
                return change(reference);
            },
            cancellation) ?? throw new NotFoundException("There is no such reference.");
    }

    private static void DemandChangeable(Reference reference)
    {
        ReferenceRules.DemandWhole(reference);
        if (reference.Archived)
        {
            throw new RefusedException($"{reference.Name} is archived. Take it out of the archive to change it.");
        }
    }

    private static Reference With(Reference reference, ReferenceEdit edit, Link? control)
    {
        var wanted = Found(reference with
        {
            Name = edit.Name?.Trim() ?? reference.Name,
            Description = edit.Description?.Trim() ?? reference.Description,
            Organism = edit.Organism is null ? reference.Organism : Organism(edit.Organism),
            DataType = edit.DataType ?? reference.DataType,
            InternalControl = edit.InternalControl is null ? reference.InternalControl : control,
            RestrictSourceTypes = edit.RestrictSourceTypes ?? reference.RestrictSourceTypes,
            SourceTypes = edit.SourceTypes is { } types ? ReferenceFields.Tidy(types) : reference.SourceTypes,
            Targets = edit.Targets is { } targets ? ReferenceFields.Tidy(targets) : reference.Targets,
        });
        var isSame = wanted with { SourceTypes = reference.SourceTypes, Targets = reference.Targets } == reference
            && wanted.SourceTypes.SequenceEqual(reference.SourceTypes)
            && wanted.Targets.SequenceEqual(reference.Targets);
        return isSame ? reference : wanted;
    }

    private async Task<Link?> ControlAsync(string referenceId, string? otuId, CancellationToken cancellation) =>
        !string.IsNullOrEmpty(otuId) && await otus.GetAsync(otuId, cancellation) is { } otu && otu.Reference.Id == referenceId ? new Link(otu.Id, otu.Name) : null;

    private async Task RenameAsync(Reference reference, CancellationToken cancellation)
    {
        var link = new Link(reference.Id, reference.Name);
        foreach (var analysis in await analyses.FindAsync(Where<Analysis>.Is(analysis => analysis.Reference.Id, reference.Id), cancellation))
        {
            await analyses.UpdateAsync(analysis.Id, now => now.Reference == link ? now : now with { Reference = link }, cancellation);
        }

        foreach (var index in await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id), cancellation))
        {
            await indexes.UpdateAsync(index.Id, now => now.Reference == link ? now : now with { Reference = link }, cancellation);
        }
    }

    private static string Organism(string? organism) => organism?.Trim() is { Length: > 0 } given ? given : "virus";

    private static Reference Found(Reference reference) =>
        reference with { Search = ReferenceRules.SearchText(reference.Name, reference.Organism, reference.Description) };
}
