using System.Text.Json;
using System.Text.Json.Nodes;
using Virtool.Bio.Headers;
using Virtool.Data.Collections;
using Virtool.Data.Documents;
using Virtool.Data.Store;
using Virtool.Domain.Files;
using Virtool.Domain.History;
using Virtool.Domain.Indexes;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Import;

/// <summary>
/// Fills a new reference from a file: the whole file is checked, then written, then the reference appears with all of it by one update. Where
/// anything is wrong, nothing of it stays but the task with what is.
/// </summary>
/// <param name="references">The references.</param>
/// <param name="files">The stored files.</param>
/// <param name="filler">Checks and writes.</param>
/// <param name="bulk">Publishes and clears.</param>
/// <param name="unmade">Removes a reference that did not come to be.</param>
/// <param name="indexes">Builds the first index, where that is wanted.</param>
/// <param name="data">Where files lie.</param>
public sealed class ImportReference(
    Collection<Reference> references,
    Collection<StoredFile> files,
    ReferenceFiller filler,
    BulkOtus bulk,
    UnmadeReference unmade,
    IndexService indexes,
    DataFolder data) : ITaskKind
{
    /// <inheritdoc />
    public string Type => ReferenceTasks.Import;

    /// <inheritdoc />
    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        var task = context.Task;
        var import = Field<ReferenceImport>(task, ReferenceTasks.ImportField);
        var reference = await references.GetAsync(task.Subject.Id, cancellation) ?? throw new TaskFailedException("The reference was removed while it was filled.");
        if (!reference.Ready)
        {
            await context.StepAsync("Checking the file", 0, 0.3, cancellation);
            var path = await PathAsync(task, import, cancellation);
            var mapping = import.Headers is { } headers ? HeaderMapping.Parse(headers) : null;
            var (file, result) = await filler.CheckAsync(context, () => ReferenceFile.Of(() => Open(path), mapping), import.FileName, cancellation);
            await context.StepAsync("Writing the viruses", 0.3, 0.98, cancellation);
            var (count, control) = await filler.FillAsync(context, reference, file, result, ChangeMethod.Import, task.User, cancellation);
            var draft = Field<ReferenceDraft>(task, ReferenceTasks.DraftField);
            reference = await bulk.PublishAsync(
                reference.Id,
                count,
                now => WithHead(now, draft, result.Summary.Head) with { InternalControl = control, ImportedFrom = new ImportedFrom(import.FileName, result.Summary.Format) },
                cancellation) ?? throw new TaskFailedException("The reference was removed while it was filled.");
        }

        Forget(task);
        if (import.Build && reference.LatestIndex is null)
        {
            await BuildAsync(reference, cancellation);
        }
    }

    /// <inheritdoc />
    public async Task CleanUpAsync(ServerTask task, CancellationToken cancellation)
    {
        await unmade.RemoveAsync(task, cancellation);
        Forget(task);
    }

    private static Reference WithHead(Reference reference, ReferenceDraft draft, ReferenceHead head)
    {
        var whole = reference with
        {
            Name = draft.Name is null && head.Name is { Length: > 0 } name ? name : reference.Name,
            Description = draft.Description ?? head.Description ?? reference.Description,
            Organism = draft.Organism ?? (head.Organism is { Length: > 0 } organism ? organism : reference.Organism),
            DataType = draft.DataType ?? (head.DataType is { Length: > 0 } type ? type : reference.DataType),
            Targets = draft.Targets ?? head.Targets ?? reference.Targets,
            SourceTypes = draft.SourceTypes ?? head.SourceTypes ?? reference.SourceTypes,
            RestrictSourceTypes = draft.RestrictSourceTypes ?? head.RestrictSourceTypes ?? reference.RestrictSourceTypes,
        };
        return whole with { Search = ReferenceRules.SearchText(whole.Name, whole.Organism, whole.Description) };
    }

    // What keeps the index from being built is on the reference's page: the import is done all the same.
    private async Task BuildAsync(Reference reference, CancellationToken cancellation)
    {
        try
        {
            await indexes.BuildAsync(new Viewer(reference.User.Id, reference.User.Name, Administrator: false, new HashSet<Permission>()), reference.Id, cancellation);
        }
        catch (RefusedException exception)
        {
            throw new TaskFailedException($"The reference is there, but its index is not built: {exception.Message}");
        }
    }

    private async Task<string> PathAsync(ServerTask task, ReferenceImport import, CancellationToken cancellation)
    {
        if (import.FileId is { } id && await files.GetAsync(id, cancellation) is null)
        {
            throw new TaskFailedException($"{import.FileName} was removed before it was imported. Upload it again.");
        }

        var path = import.FileId is { } stored ? data.FilePath(stored) : data.TaskFile(task.Id);
        return File.Exists(path) ? path : throw new TaskFailedException($"{import.FileName} is not in the data folder any more. Upload it again.");
    }

    private void Forget(ServerTask task)
    {
        if (Directory.Exists(data.Tasks))
        {
            File.Delete(data.TaskFile(task.Id));
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);

    private static T Field<T>(ServerTask task, string field) =>
        task.Context[field].Deserialize<T>(Json.Stored) ?? throw new InvalidOperationException($"The task {task.Id} does not say its {field}.");
}
