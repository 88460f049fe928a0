using System.Text.Json.Nodes;
using FluentValidation;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Queries;
using Virtool.Data.Store;
using Virtool.Domain.Analyses;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;

namespace Virtool.Domain.References;

/// <summary>What is done with references in longer tasks: filling one from a file or from another one, and removing one.</summary>
/// <param name="store">The engine, for batches.</param>
/// <param name="references">The references.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="analyses">The analyses with them.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="files">The stored files.</param>
/// <param name="service">Makes references.</param>
/// <param name="prepare">Makes tasks.</param>
public sealed class ReferenceTasks(
    IDocumentStore store,
    Collection<Reference> references,
    Collection<ReferenceIndex> indexes,
    Collection<Analysis> analyses,
    Collection<ServerTask> tasks,
    FileService files,
    ReferenceService service,
    TaskService prepare)
{
    /// <summary>The type of the task that fills a reference from a file.</summary>
    public const string Import = "import_reference";

    /// <summary>The type of the task that fills a reference from another one.</summary>
    public const string Clone = "clone_reference";

    /// <summary>The type of the task that removes a reference.</summary>
    public const string Delete = "delete_reference";

    /// <summary>The name of the task's context's field with the reference's draft.</summary>
    public const string DraftField = "draft";

    /// <summary>The name of the task's context's field with the file.</summary>
    public const string ImportField = "import";

    /// <summary>The name of the task's context's field with the id of the reference that is copied.</summary>
    public const string SourceField = "source";

    /// <summary>Makes a reference that a task fills from a file. Where the file is wrong, the task fails with what is, and the reference is gone again.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="draft">What is said of the reference here; the rest is as in the file.</param>
    /// <param name="import">The file.</param>
    /// <param name="place">Puts the task's own file into its place, given the task's id, before the task is there; null: it is a stored file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="NotFoundException">There is no such file.</exception>
    /// <exception cref="ValidationException">Something of the draft is not as it must be.</exception>
    public async Task<(Reference Reference, ServerTask Task)> ImportAsync(
        Viewer viewer, ReferenceDraft draft, ReferenceImport import, Func<string, Task>? place = null, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateRef);
        if (import.FileId is { } fileId)
        {
            var file = await files.GetAsync(viewer, fileId, cancellation);
            if (!file.Ready)
            {
                throw new RefusedException($"{file.Name} is not whole yet. Wait until it is.");
            }

            import = import with { FileName = file.Name };
        }

        var reference = await service.PrepareAsync(viewer, draft with { Name = draft.Name ?? NameOf(import.FileName) }, cancellation);
        var context = new JsonObject { [DraftField] = Tree(draft), [ImportField] = Tree(import) };
        var task = prepare.Prepare(Import, SubjectOf(reference), reference.User, reference.Readers, context);
        if (place is not null)
        {
            await place(task.Id);
        }

        return await BeginAsync(reference with { ImportedFrom = new ImportedFrom(import.FileName, "") }, task, cancellation);
    }

    /// <summary>Makes a reference that a task fills with the viruses of another one as they are, with new ids and a history of their own.</summary>
    /// <exception cref="NotPermittedException">The viewer may not create references.</exception>
    /// <exception cref="BadRequestException">There is no such reference to copy.</exception>
    /// <exception cref="ValidationException">Something of the draft is not as it must be.</exception>
    /// <exception cref="RefusedException">That reference is not whole.</exception>
    public async Task<(Reference Reference, ServerTask Task)> CloneAsync(Viewer viewer, ReferenceDraft draft, string sourceId, CancellationToken cancellation = default)
    {
        viewer.Demand(Permission.CreateRef);
        var source = await references.GetAsync(viewer, sourceId, cancellation) ?? throw new BadRequestException("There is no such reference to copy.");
        ReferenceRules.DemandWhole(source);
        var wanted = draft with
        {
            Name = draft.Name ?? $"Clone of {source.Name}"[..Math.Min(ReferenceFields.LongestName, source.Name.Length + 9)],
            Description = draft.Description ?? source.Description,
            Organism = draft.Organism ?? source.Organism,
            DataType = draft.DataType ?? source.DataType,
            SourceTypes = draft.SourceTypes ?? source.SourceTypes,
            RestrictSourceTypes = draft.RestrictSourceTypes ?? source.RestrictSourceTypes,
            Targets = draft.Targets ?? source.Targets,
        };
        var reference = await service.PrepareAsync(viewer, wanted, cancellation);
        var task = prepare.Prepare(Clone, SubjectOf(reference), reference.User, reference.Readers, new JsonObject { [SourceField] = source.Id });
        return await BeginAsync(reference with { ClonedFrom = new Link(source.Id, source.Name) }, task, cancellation);
    }

    /// <summary>Has a reference removed with its viruses, their history and its indexes. Results that it was used for keep all that they show.</summary>
    /// <exception cref="NotFoundException">There is no such reference.</exception>
    /// <exception cref="NotPermittedException">The viewer may not remove it.</exception>
    /// <exception cref="RefusedException">A task works on it, an index is being built, or an analysis with it goes on.</exception>
    public async Task<ServerTask> RemoveAsync(Viewer viewer, string id, CancellationToken cancellation = default)
    {
        ServerTask? task = null;
        await store.CommitAsync(
            async token =>
            {
                var reference = await service.GetAsync(viewer, id, token);
                viewer.Demand(reference, Right.Remove);
                if (reference.TaskId is not null)
                {
                    throw new RefusedException($"{reference.Name} is being worked on. Wait until that is done, or cancel it, and remove it then.");
                }

                await DemandUnusedAsync(reference, token);
                task = prepare.Prepare(Delete, SubjectOf(reference), new Link(viewer.UserId, viewer.Handle), reference.Readers);
                return [references.ToReplace(reference with { TaskId = task.Id, LatestIndex = null }), tasks.ToInsert(task)];
            },
            cancellation);
        return task!;
    }

    /// <summary>Refuses the removal of a reference while its index is being built or an analysis with it goes on.</summary>
    /// <exception cref="RefusedException">One is.</exception>
    public async Task DemandUnusedAsync(Reference reference, CancellationToken cancellation = default)
    {
        var building = Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id) & Where<ReferenceIndex>.Is(index => index.Ready, false);
        if (await indexes.CountAsync(building, cancellation) > 0)
        {
            throw new RefusedException($"An index of {reference.Name} is being built. Wait for it or cancel its job, and remove the reference then.");
        }

        var open = await analyses.CountAsync(
            Where<Analysis>.Is(analysis => analysis.Reference.Id, reference.Id) & Where<Analysis>.Is(analysis => analysis.State, AnalysisState.Pending), cancellation);
        if (open > 0)
        {
            throw new RefusedException(FormattableString.Invariant($"{(open == 1 ? "One analysis" : $"{open:N0} analyses")} with {reference.Name} are not done yet. Wait for them or cancel their jobs, and remove the reference then."));
        }
    }

    /// <summary>What a reference is called that comes from a file: the file's name without its endings.</summary>
    public static string NameOf(string fileName)
    {
        var name = Path.GetFileName(fileName);
        var end = name.IndexOf('.', StringComparison.Ordinal);
        var stem = (end > 0 ? name[..end] : name).Replace('_', ' ').Trim();
        return stem.Length is >= 1 and <= ReferenceFields.LongestName ? stem : "Imported reference";
    }

    private async Task<(Reference Reference, ServerTask Task)> BeginAsync(Reference reference, ServerTask task, CancellationToken cancellation)
    {
        var unready = reference with { Ready = false, TaskId = task.Id };
        await store.BatchAsync([references.ToInsert(unready), tasks.ToInsert(task)], cancellation);
        return (unready with { Revision = 1 }, task with { Revision = 1 });
    }

    private Subject SubjectOf(Reference reference) => new(references.Name, reference.Id, reference.Name);

    private static JsonNode? Tree<T>(T value) => System.Text.Json.JsonSerializer.SerializeToNode(value, Json.Stored);
}
