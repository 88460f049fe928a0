using Virtool.Data.Collections;
using Virtool.Domain.History;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Releases;
using Virtool.Domain.Tasks;
using Virtool.Jobs.References.Import;
using Virtool.Jobs.Tasks;

namespace Virtool.Jobs.References.Remote;

/// <summary>Fills a new reference from a release. Where that cannot be done, nothing of it stays but the task with the reason.</summary>
/// <param name="references">The references.</param>
/// <param name="updates">Releases that were compared or installed.</param>
/// <param name="files">Downloads and checks.</param>
/// <param name="filler">Writes.</param>
/// <param name="bulk">Publishes.</param>
/// <param name="unmade">Removes a reference that did not come to be.</param>
/// <param name="time">The clock.</param>
internal sealed class CreateRemoteReference(
    Collection<Reference> references,
    Collection<RemoteUpdate> updates,
    ReleaseFiles files,
    ReferenceFiller filler,
    BulkOtus bulk,
    UnmadeReference unmade,
    TimeProvider time) : ITaskKind
{
    /// <inheritdoc />
    public string Type => RemoteTasks.Create;

    /// <inheritdoc />
    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        var task = context.Task;
        var updateId = task.Context[RemoteTasks.UpdateField]!.GetValue<string>();
        var update = await updates.GetAsync(updateId, cancellation) ?? throw Gone();
        var reference = await references.GetAsync(task.Subject.Id, cancellation) ?? throw Gone();
        var count = reference.OtuCount;
        if (!reference.Ready)
        {
            await files.DownloadAsync(context, update.Release, 0.3, cancellation);
            var (file, result) = await files.CheckAsync(context, update.Release, 0.3, 0.5, cancellation);
            await context.StepAsync("Writing the viruses", 0.5, 0.98, cancellation);
            (count, var control) = await filler.FillAsync(context, reference, file, result, ChangeMethod.Remote, task.User, cancellation);
            await bulk.PublishAsync(reference.Id, count, now => Filled(now, update.Release, result.Summary.Head) with { InternalControl = control }, cancellation);
        }

        await updates.UpdateAsync(
            update.Id, current => current with { State = RemoteUpdateState.Installed, InstalledAt = current.InstalledAt ?? time.GetUtcNow(), Added = count }, cancellation);
        files.Forget(task);
    }

    /// <inheritdoc />
    public async Task CleanUpAsync(ServerTask task, CancellationToken cancellation)
    {
        await unmade.RemoveAsync(task, cancellation);
        if (await references.GetAsync(task.Subject.Id, cancellation) is null)
        {
            await updates.DeleteAsync(task.Context[RemoteTasks.UpdateField]!.GetValue<string>(), cancellation);
        }

        files.Forget(task);
    }

    private static Reference Filled(Reference reference, Release release, ReferenceHead head) => reference with
    {
        DataType = head.DataType is { Length: > 0 } type ? type : reference.DataType,
        Targets = head.Targets ?? reference.Targets,
        SourceTypes = head.SourceTypes ?? reference.SourceTypes,
        Remote = reference.Remote! with { Installed = release with { Body = "" } },
    };

    private static TaskFailedException Gone() => new("The reference was removed while it was filled.");
}
