using Virtool.Data.Collections;
using Virtool.Data.Queries;
using Virtool.Domain.Files;
using Virtool.Domain.Indexes;
using Virtool.Domain.Otus;
using Virtool.Domain.References;
using Virtool.Domain.Rights;
using Virtool.Domain.Tasks;
using Virtool.Jobs.Tasks;
using Virtool.Jobs.Workflows.Publishing;

namespace Virtool.Jobs.References.Delete;

/// <summary>
/// Removes a reference: its indexes with their files, its viruses with their sequences and history, and at last itself. Results of analyses keep
/// the names, isolates and sequences that they show, so nothing of it has to stay for them. From the first thing that is gone it goes on to the end.
/// </summary>
/// <param name="references">The references.</param>
/// <param name="indexes">Their indexes.</param>
/// <param name="manifests">What is in them.</param>
/// <param name="tasks">Refuses what is in use.</param>
/// <param name="remotes">Forgets what was compared with it.</param>
/// <param name="bulk">Clears references.</param>
/// <param name="data">Where files lie.</param>
public sealed class DeleteReference(
    Collection<Reference> references, Collection<ReferenceIndex> indexes, Collection<IndexManifest> manifests, ReferenceTasks tasks, RemoteTasks remotes, BulkOtus bulk, DataFolder data) : ITaskKind
{
    /// <inheritdoc />
    public string Type => ReferenceTasks.Delete;

    /// <inheritdoc />
    public async Task RunAsync(TaskContext context, CancellationToken cancellation)
    {
        if (await references.GetAsync(context.Task.Subject.Id, cancellation) is not { } reference)
        {
            return;
        }

        try
        {
            await tasks.DemandUnusedAsync(reference, cancellation);
        }
        catch (RefusedException exception)
        {
            throw new TaskFailedException(exception.Message);
        }

        await references.UpdateAsync(reference.Id, now => now with { Ready = false, LatestIndex = null }, cancellation);
        await RemoveIndexesAsync(context, reference);
        await RemoveVirusesAsync(context, reference);
        PublishedFolder.Remove(Path.GetDirectoryName(data.Index(reference.Id, "any"))!);
        await remotes.ForgetAsync(reference.Id, CancellationToken.None);
        await references.DeleteAsync(reference.Id, CancellationToken.None);
    }

    /// <inheritdoc />
    public async Task CleanUpAsync(ServerTask task, CancellationToken cancellation)
    {
        if (await references.GetAsync(task.Subject.Id, cancellation) is not { } reference)
        {
            return;
        }

        var newest = reference.Ready
            ? (await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id) & Where<ReferenceIndex>.Is(index => index.Ready, true), cancellation)).MaxBy(index => index.Version)
            : null;
        await references.UpdateAsync(
            reference.Id, now => now.TaskId == task.Id ? now with { TaskId = null, LatestIndex = newest is null ? null : new IndexLink(newest.Id, newest.Version) } : now, cancellation);
    }

    private async Task RemoveIndexesAsync(TaskContext context, Reference reference)
    {
        await context.StepAsync("Removing the indexes", 0, 0.2, CancellationToken.None);
        var built = await indexes.FindAsync(Where<ReferenceIndex>.Is(index => index.Reference.Id, reference.Id), CancellationToken.None);
        foreach (var (done, index) in built.Index())
        {
            PublishedFolder.Remove(data.Index(reference.Id, index.Id));
            await indexes.DeleteAsync(index.Id, CancellationToken.None);
            await context.ProgressAsync((double)(done + 1) / built.Count, CancellationToken.None);
        }

        foreach (var manifest in await manifests.FindAsync(Where<IndexManifest>.Is(manifest => manifest.ReferenceId, reference.Id), CancellationToken.None))
        {
            await manifests.DeleteAsync(manifest.Id, CancellationToken.None);
        }
    }

    private async Task RemoveVirusesAsync(TaskContext context, Reference reference)
    {
        await context.StepAsync("Removing the viruses", 0.2, 1, CancellationToken.None);
        await bulk.ClearAsync(
            reference.Id, removed: removed => context.ProgressAsync((double)removed / Math.Max(1, reference.OtuCount), CancellationToken.None), cancellation: CancellationToken.None);
    }
}
