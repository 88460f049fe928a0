using System.Text.Json.Nodes;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;

namespace Virtool.Domain.Subtractions;

/// <summary>What people and programs do with subtractions.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="files">The stored files.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="time">The clock.</param>
public sealed class SubtractionService(
    IDocumentStore store,
    Collection<Subtraction> subtractions,
    Collection<StoredFile> files,
    Collection<Job> jobs,
    TimeProvider time)
{
    /// <summary>The workflow that builds a subtraction.</summary>
    public const string CreateWorkflow = "create_subtraction";

    /// <summary>The subtraction.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Subtraction> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await subtractions.GetAsync(id, cancellation) ?? throw new NotFoundException("There is no such subtraction.");

    /// <summary>All, by name.</summary>
    public Query<Subtraction> Search(Viewer viewer) => Query<Subtraction>.All.OrderBy(subtraction => subtraction.Name);

    /// <summary>Makes a subtraction of a stored FASTA file; a job builds its index.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change subtractions.</exception>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="RefusedException">The name is empty or taken, or the file is in use or no subtraction's.</exception>
    public async Task<Subtraction> CreateAsync(Viewer viewer, string name, string fileId, string nickname = "", CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifySubtraction);
        name = name.Trim();
        if (name.Length == 0)
        {
            throw new RefusedException("A subtraction needs a name.");
        }

        var file = await files.GetAsync(viewer, fileId, cancellation) ?? throw new NotFoundException("There is no such file.");
        if (file.Reserved || file.Type != FileType.Subtraction)
        {
            throw new RefusedException($"{file.Name} cannot be taken: it is in use, or was not stored as a subtraction's genome.");
        }

        var user = new Link(viewer.UserId, viewer.Handle);
        var now = time.GetUtcNow();
        var id = Ids.New();
        var job = JobRules.Create(
            CreateWorkflow,
            new Subject(subtractions.Name, id, name),
            RightsRules.Everyone,
            user,
            new JsonObject { ["subtraction_id"] = id, ["file_id"] = file.Id },
            now);
        var subtraction = new Subtraction
        {
            Id = id,
            Name = name,
            Nickname = nickname.Trim(),
            CreatedAt = now,
            File = new Link(file.Id, file.Name),
            User = user,
            JobId = job.Id,
        };
        try
        {
            await store.BatchAsync([subtractions.ToInsert(subtraction), jobs.ToInsert(job), files.ToReplace(file with { Reserved = true })], cancellation);
        }
        catch (DuplicateException)
        {
            throw new RefusedException($"There is a subtraction named {name} already. Choose another name.");
        }

        return subtraction;
    }
}
