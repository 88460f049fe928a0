using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Indexes;

/// <summary>Builds of references.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="indexes">The indexes.</param>
/// <param name="manifests">What is in them.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="changes">Their history.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="data">Where things lie.</param>
/// <param name="time">The clock.</param>
public sealed class IndexService(
    IDocumentStore store,
    Collection<ReferenceIndex> indexes,
    Collection<IndexManifest> manifests,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Change> changes,
    Collection<Job> jobs,
    DataFolder data,
    TimeProvider time)
{
    /// <summary>The workflow that builds an index.</summary>
    public const string BuildWorkflow = "build_index";

    // So many viruses that are not complete are named; the rest is counted.
    private const int Named = 3;

    /// <summary>The index.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<ReferenceIndex> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await indexes.GetAsync(id, cancellation) is { } index && await references.GetAsync(viewer, index.Reference.Id, cancellation) is not null
            ? index
            : throw new NotFoundException("There is no such index.");

    /// <summary>The indexes of a reference that the viewer may see, newest first.</summary>
    public static Query<ReferenceIndex> OfReference(Reference reference) =>
        Query<ReferenceIndex>.All.Where(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id)).OrderBy(index => index.Version, descending: true);

    /// <summary>The newest index that is ready of a reference that the viewer may see; none where it has none.</summary>
    public static Query<ReferenceIndex> NewestOf(Reference reference) => Query<ReferenceIndex>.ById(reference.LatestIndex?.Id ?? "");

    /// <summary>A part of the indexes of a reference that the viewer may see, newest first, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<ReferenceIndex> Found, long Count)> OfReferenceAsync(Reference reference, int skip, int limit, CancellationToken cancellation = default) => (
        await indexes.FindAsync(OfReference(reference).Window(skip, limit), cancellation),
        await indexes.CountAsync(OfReference(reference).Filter, cancellation));

    /// <summary>The version of a virus in the newest index of its reference that is ready; null: it has none there.</summary>
    public async Task<int?> VersionInNewestAsync(Reference reference, string otuId, CancellationToken cancellation = default) =>
        reference.LatestIndex is { } link && await manifests.GetAsync(link.Id, cancellation) is { } manifest && manifest.Otus.TryGetValue(otuId, out var version) ? version : null;

    /// <summary>The indexes of all references that the viewer may see, newest first.</summary>
    public async Task<Query<ReferenceIndex>> AllAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        var seen = await references.FindAsync(Query<Reference>.All.Readable(viewer), cancellation);
        return Query<ReferenceIndex>.All
            .Where(Where<ReferenceIndex>.IsIn(index => index.Reference.Id, seen.Select(reference => reference.Id)))
            .OrderBy(index => index.CreatedAt, descending: true);
    }

    /// <summary>The newest index that is ready of each reference that the viewer may see and that is in use.</summary>
    public async Task<IReadOnlyList<(IndexLink Index, Link Reference)>> NewestAsync(Viewer viewer, CancellationToken cancellation = default) =>
    [
        .. (await references.FindAsync(Query<Reference>.All.Readable(viewer).OrderBy(reference => reference.Name), cancellation))
            .Where(reference => reference.LatestIndex is not null && !reference.Archived)
            .Select(reference => (reference.LatestIndex!, new Link(reference.Id, reference.Name))),
    ];

    /// <summary>What is in an index.</summary>
    public async Task<IndexManifest> ManifestAsync(ReferenceIndex index, CancellationToken cancellation = default) =>
        await manifests.GetAsync(index.Id, cancellation) ?? new IndexManifest { Id = index.Id, ReferenceId = index.Reference.Id };

    /// <summary>The changes that an index has and the one before it has not, newest first.</summary>
    public async Task<Query<Change>> ChangesAsync(ReferenceIndex index, CancellationToken cancellation = default)
    {
        var before = await indexes.FindAsync(
            Query<ReferenceIndex>.All
                .Where(Where<ReferenceIndex>.Is(other => other.Reference.Id, index.Reference.Id) & Where<ReferenceIndex>.Below(other => other.Version, index.Version))
                .OrderBy(other => other.Version, descending: true)
                .Window(0, 1),
            cancellation);
        return Query<Change>.All
            .Where(
                Where<Change>.Is(change => change.ReferenceId, index.Reference.Id)
                & Where<Change>.Above(change => change.Number, before is [var former, ..] ? former.ThroughChange : 0)
                & Where<Change>.AtMost(change => change.Number, index.ThroughChange))
            .OrderBy(change => change.Number, descending: true);
    }

    /// <summary>The analyses of a viewer that were made with an older index than the newest one of a reference, newest first.</summary>
    public static Query<Analysis> OlderUses(Viewer viewer, Reference reference) => Query<Analysis>.All.Readable(viewer)
        .Where(Where<Analysis>.Is(analysis => analysis.Reference.Id, reference.Id) & Where<Analysis>.Below(analysis => analysis.Index.Version, reference.LatestIndex?.Version ?? 0))
        .OrderBy(analysis => analysis.CreatedAt, descending: true);

    /// <summary>The files of an index that can be downloaded, by name; none where they were removed, or are not there yet.</summary>
    public IReadOnlyList<IndexFile> FilesOf(ReferenceIndex index)
    {
        var folder = new DirectoryInfo(data.Index(index.Reference.Id, index.Id));
        return index is { Ready: true, HasFiles: true } && folder.Exists
            ? [.. folder.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new IndexFile(file.Name, file.FullName, file.Length))]
            : [];
    }

    /// <summary>Submits the build of an index of a reference's OTUs as they are now.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not build its indexes.</exception>
    /// <exception cref="RefusedException">A build is unfinished, an OTU is not verified, or nothing has changed since the last one.</exception>
    public async Task<ReferenceIndex> BuildAsync(Viewer viewer, string referenceId, CancellationToken cancellation = default)
    {
        while (true)
        {
            var reference = await references.GetAsync(viewer, referenceId, cancellation) ?? throw new NotFoundException("There is no such reference.");
            viewer.Demand(reference, Right.Build);
            if (await TryBuildAsync(viewer, reference, cancellation) is { } index)
            {
                return index;
            }
        }
    }

    /// <summary>Null where the reference was changed in between: every edit writes it.</summary>
    private async Task<ReferenceIndex?> TryBuildAsync(Viewer viewer, Reference reference, CancellationToken cancellation)
    {
        Refuse(reference);
        var former = await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id), cancellation);
        var content = await otus.FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, reference.Id), cancellation);
        var unbuilt = await changes.FindAsync(ChangeService.OfReference(reference, unbuilt: true), cancellation);
        Refuse(reference, former, content, unbuilt);

        var user = new Link(viewer.UserId, viewer.Handle);
        var now = time.GetUtcNow();
        var id = Ids.New();
        var version = former.Count == 0 ? 0 : former.Max(index => index.Version) + 1;
        var job = JobRules.Create(
            BuildWorkflow,
            new Subject(indexes.Name, id, $"{reference.Name} v{version}"),
            reference.Readers,
            user,
            new JsonObject { ["ref_id"] = reference.Id, ["index_id"] = id, ["index_version"] = version },
            now);
        var index = new ReferenceIndex
        {
            Id = id,
            Version = version,
            CreatedAt = now,
            Reference = new Link(reference.Id, reference.Name),
            User = user,
            JobId = job.Id,
            ThroughChange = reference.Changes,
            ChangeCount = unbuilt.Count,
            ModifiedOtuCount = unbuilt.Select(change => change.Otu.Id).Distinct(StringComparer.Ordinal).Count(),
            OtuCount = content.Count,
        };
        var manifest = new IndexManifest { Id = id, ReferenceId = reference.Id, Otus = content.ToDictionary(otu => otu.Id, otu => otu.Version) };
        try
        {
            await store.BatchAsync(
                [references.ToReplace(reference with { Built = reference.Changes }), indexes.ToInsert(index), manifests.ToInsert(manifest), jobs.ToInsert(job)], cancellation);
            return index;
        }
        catch (ConflictException)
        {
            return null;
        }
        catch (DuplicateException)
        {
            throw new RefusedException($"An index of {reference.Name} is being built already. Wait for it.");
        }
    }

    private static void Refuse(Reference reference)
    {
        ReferenceRules.DemandWhole(reference);
        if (reference.Archived)
        {
            throw new RefusedException($"{reference.Name} is archived. Take it out of the archive to build an index.");
        }
    }

    private static void Refuse(Reference reference, IReadOnlyList<ReferenceIndex> former, IReadOnlyList<Otu> content, IReadOnlyList<Change> unbuilt)
    {
        if (former.Any(index => !index.Ready))
        {
            throw new RefusedException($"An index of {reference.Name} is being built already. Wait for it.");
        }

        if (content.Count == 0)
        {
            throw new RefusedException($"The reference {reference.Name} has no viruses yet. Add some before building an index.");
        }

        Otu[] unverified = [.. content.Where(otu => !otu.Verified).OrderBy(otu => otu.LowerName, StringComparer.Ordinal)];
        if (unverified is not [])
        {
            var more = unverified.Length > Named ? $" and {unverified.Length - Named} more" : "";
            throw new RefusedException($"Not complete: {string.Join(", ", unverified.Take(Named).Select(otu => otu.Name))}{more}. Mend what their pages say before building an index.");
        }

        if (unbuilt.Count == 0)
        {
            throw new RefusedException($"Nothing of {reference.Name} has changed since its last index.");
        }
    }
}
