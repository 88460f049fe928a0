using System.Text.Json.Nodes;
using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Jobs;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Watching;

namespace Virtool.Domain.Subtractions;

/// <summary>What people and programs do with subtractions; how they are removed is in <see cref="SubtractionRemoval"/>.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="subtractions">The subtractions.</param>
/// <param name="files">The stored files.</param>
/// <param name="jobs">The jobs.</param>
/// <param name="samples">The samples that have them by default, and their names.</param>
/// <param name="analyses">The analyses with them, which have their names.</param>
/// <param name="folders">The watched folders whose rules have their names.</param>
/// <param name="data">Where they lie.</param>
/// <param name="time">The clock.</param>
public sealed class SubtractionService(
    IDocumentStore store,
    Collection<Subtraction> subtractions,
    Collection<StoredFile> files,
    Collection<Job> jobs,
    Collection<Sample> samples,
    Collection<Analysis> analyses,
    Collection<WatchedFolder> folders,
    DataFolder data,
    TimeProvider time)
{
    /// <summary>The workflow that builds a subtraction.</summary>
    public const string CreateWorkflow = "create_subtraction";

    /// <summary>The subtraction.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Subtraction> GetAsync(Viewer viewer, string id, CancellationToken cancellation = default) =>
        await subtractions.GetAsync(id, cancellation) ?? throw new NotFoundException("There is no such subtraction.");

    /// <summary>The subtraction with an id, or else the one with a name.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Subtraction> FindAsync(Viewer viewer, string idOrName, CancellationToken cancellation = default) =>
        await subtractions.GetAsync(idOrName, cancellation)
        ?? await subtractions.FirstAsync(Where<Subtraction>.Is(subtraction => subtraction.Name, idOrName), cancellation)
        ?? throw new NotFoundException("There is no such subtraction.");

    /// <summary>The subtraction alone.</summary>
    public Query<Subtraction> ById(Viewer viewer, string id) => Query<Subtraction>.ById(id);

    /// <summary>All, by name; <paramref name="text"/> is looked for in name and nickname.</summary>
    public Query<Subtraction> Search(Viewer viewer, string? text = null)
    {
        var query = Query<Subtraction>.All.OrderBy(subtraction => subtraction.Name);
        return string.IsNullOrWhiteSpace(text)
            ? query
            : query.Where(Where<Subtraction>.Contains(subtraction => subtraction.Name, text.Trim()) | Where<Subtraction>.Contains(subtraction => subtraction.Nickname, text.Trim()));
    }

    /// <summary>Those that analyses can use.</summary>
    public Query<Subtraction> Ready(Viewer viewer) => Search(viewer).Where(Where<Subtraction>.Is(subtraction => subtraction.Ready, true));

    /// <summary>The samples that the viewer may see, and that have the subtraction by default: newest first.</summary>
    public Query<Sample> SamplesWith(Viewer viewer, string id) => Query<Sample>.All.Readable(viewer)
        .Where(Where<Sample>.Has(sample => sample.SubtractionIds, id)).OrderBy(sample => sample.CreatedAt, descending: true);

    /// <summary>The names of <see cref="SamplesWith"/>, at most so many.</summary>
    public async Task<IReadOnlyList<Link>> SampleNamesAsync(Viewer viewer, Subtraction subtraction, int most, CancellationToken cancellation = default) =>
        [.. (await samples.FindAsync(SamplesWith(viewer, subtraction.Id).Window(0, most), cancellation)).Select(sample => new Link(sample.Id, sample.Name))];

    /// <summary>The analyses that the viewer may see, and that use the subtraction: newest first.</summary>
    public Query<Analysis> AnalysesWith(Viewer viewer, string id) => Query<Analysis>.All.Readable(viewer)
        .Where(Where<Analysis>.Has(analysis => analysis.SubtractionIds, id)).OrderBy(analysis => analysis.CreatedAt, descending: true);

    /// <summary>The host's genome, packed with gzip.</summary>
    /// <param name="subtraction">The subtraction.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="RefusedException">It is not built, or its file is not where it was.</exception>
    public string GenomeOf(Subtraction subtraction)
    {
        if (!subtraction.Ready)
        {
            throw new RefusedException(subtraction.Error is null
                ? $"{subtraction.Name} is still being built. Download it when it is ready."
                : $"{subtraction.Name} could not be built, so there is nothing to download: {subtraction.Error}");
        }

        var path = data.SubtractionGenome(subtraction.Id);
        return File.Exists(path) ? path : throw new RefusedException($"The genome of {subtraction.Name} is not in the data folder any more. Restore it from a backup, or make the subtraction again.");
    }

    /// <inheritdoc cref="CreateAsync(Viewer, SubtractionDraft, CancellationToken)"/>
    public Task<Subtraction> CreateAsync(Viewer viewer, string name, string fileId, string nickname = "", CancellationToken cancellation = default) =>
        CreateAsync(viewer, new SubtractionDraft(name, fileId, nickname), cancellation);

    /// <summary>Makes a subtraction of a stored FASTA file; a job builds its index.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change subtractions.</exception>
    /// <exception cref="ValidationException">Something of it is not as it must be.</exception>
    /// <exception cref="BadRequestException">There is no such file, it is in use or no subtraction's, or the name is taken.</exception>
    public async Task<Subtraction> CreateAsync(Viewer viewer, SubtractionDraft draft, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifySubtraction);
        await new SubtractionDraftValidator().ValidateAndThrowAsync(draft, cancellation);
        var name = draft.Name.Trim();
        await DemandFreeAsync(name, null, cancellation);
        var file = await files.GetAsync(viewer, draft.FileId, cancellation) ?? throw new BadRequestException("There is no such file. Upload the host's genome, then choose it.");
        if (file.Reserved || file.Type != FileType.Subtraction)
        {
            throw new BadRequestException($"{file.Name} cannot be taken: it is in use, or was not stored as a subtraction's genome.");
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
            Nickname = draft.Nickname.Trim(),
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
            throw Taken(name);
        }
        catch (ConflictException)
        {
            throw new BadRequestException($"{file.Name} cannot be taken: somebody took or removed it meanwhile.");
        }

        return subtraction;
    }

    /// <summary>Changes a subtraction's names. Where its name changes, it changes in its samples, analyses and rules too.</summary>
    /// <exception cref="NotPermittedException">The viewer may not change subtractions.</exception>
    /// <exception cref="NotFoundException">There is no such subtraction.</exception>
    /// <exception cref="ValidationException">A name is not as it must be.</exception>
    /// <exception cref="BadRequestException">The name is taken.</exception>
    public async Task<Subtraction> EditAsync(Viewer viewer, string id, SubtractionEdit edit, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.ModifySubtraction);
        var before = await GetAsync(viewer, id, cancellation);
        await new SubtractionEditValidator().ValidateAndThrowAsync(edit, cancellation);
        var name = edit.Name?.Trim() ?? before.Name;
        await DemandFreeAsync(name, id, cancellation);
        Subtraction changed;
        try
        {
            changed = await subtractions.UpdateAsync(id, now => now with { Name = name, Nickname = edit.Nickname?.Trim() ?? now.Nickname }, cancellation)
                ?? throw new NotFoundException("There is no such subtraction.");
        }
        catch (DuplicateException)
        {
            throw Taken(name);
        }

        if (changed.Name != before.Name)
        {
            await RenameAsync(new Link(id, name), cancellation);
        }

        return changed;
    }

    private async Task DemandFreeAsync(string name, string? except, CancellationToken cancellation)
    {
        var folded = Fold.Text(name);
        if ((await subtractions.FindAsync(Filter.All, cancellation)).Any(other => other.Id != except && Fold.Text(other.Name) == folded))
        {
            throw Taken(name);
        }
    }

    private async Task RenameAsync(Link link, CancellationToken cancellation)
    {
        foreach (var sample in await samples.FindAsync(Where<Sample>.Has(sample => sample.SubtractionIds, link.Id), cancellation))
        {
            await samples.UpdateAsync(sample.Id, now => now with { Subtractions = Renamed(now.Subtractions, link) }, cancellation);
        }

        foreach (var analysis in await analyses.FindAsync(Where<Analysis>.Has(analysis => analysis.SubtractionIds, link.Id), cancellation))
        {
            await analyses.UpdateAsync(analysis.Id, now => now with { Subtractions = Renamed(now.Subtractions, link) }, cancellation);
        }

        foreach (var folder in await folders.FindAsync(Filter.All, cancellation))
        {
            await folders.UpdateAsync(
                folder.Id,
                now => now.Rule.Subtractions.Any(one => one.Id == link.Id) ? now with { Rule = now.Rule with { Subtractions = Renamed(now.Rule.Subtractions, link) } } : now,
                cancellation);
        }
    }

    private static IReadOnlyList<Link> Renamed(IReadOnlyList<Link> links, Link link) => [.. links.Select(one => one.Id == link.Id ? link : one)];

    private static BadRequestException Taken(string name) => new($"There is a subtraction named {name} already. Choose another name.");
}
