using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.References;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Indexes;

/// <summary>Builds of references.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="indexes">The indexes.</param>
/// <param name="references">The references.</param>
/// <param name="otus">Their OTUs.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="time">The clock.</param>
public sealed class IndexService(
    IDocumentStore store,
    Collection<ReferenceIndex> indexes,
    Collection<Reference> references,
    Collection<Otu> otus,
    Collection<Job> jobs,
    TimeProvider time)
{
    /// <summary>The workflow that builds an index.</summary>
    public const string BuildWorkflow = "build_index";

    /// <summary>The index.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<ReferenceIndex> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await indexes.GetAsync(id, cancellation) is { } index && await references.GetAsync(viewer, index.Reference.Id, cancellation) is not null
            ? index
            : throw new NotFoundException("There is no such index.");

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

    /// <summary>Null where the reference was changed in between.</summary>
    private async Task<ReferenceIndex?> TryBuildAsync(Viewer viewer, Reference reference, CancellationToken cancellation)
    {
        var former = await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id), cancellation);
        var content = await otus.FindAsync(Where<Otu>.Is(otu => otu.Reference.Id, reference.Id), cancellation);
        Refuse(reference, former, content);

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
            Manifest = content.ToDictionary(otu => otu.Id, otu => otu.Version),
        };
        try
        {
            await store.BatchAsync([indexes.ToInsert(index), jobs.ToInsert(job), references.ToHold(reference)], cancellation);
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

    private static void Refuse(Reference reference, IReadOnlyList<ReferenceIndex> former, IReadOnlyList<Otu> content)
    {
        if (former.Any(index => !index.Ready))
        {
            throw new RefusedException($"An index of {reference.Name} is being built already. Wait for it.");
        }

        if (content.Count == 0)
        {
            throw new RefusedException($"The reference {reference.Name} has no viruses yet. Add some before building an index.");
        }

        if (content.FirstOrDefault(otu => !otu.Verified) is { } unverified)
        {
            throw new RefusedException($"{unverified.Name} is not complete. Mend it before building an index.");
        }

        if (content.All(otu => otu.LastIndexedVersion == otu.Version) && former.Count > 0)
        {
            throw new RefusedException($"Nothing of {reference.Name} has changed since its last index.");
        }
    }
}
